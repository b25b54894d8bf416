#include "emulator/operations/entra_assignments.hpp"

#include "emulator/operations/body_members.hpp"
#include "emulator/operations/request_guid.hpp"
#include "emulator/protocol/decisions.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace acs::emulation {

namespace {

namespace json = boost::json;

assignment read(const json::object& body, const guid& object)
{
    const auto tenant = text_member(body, "tenantId", "TenantId");
    assignment result = read_assignment(body);
    if (!tenant)
        throw decisions::missing_member("TenantId");
    if (!result.client_ids)
        throw decisions::missing_member("ClientIds");
    const std::string& type = result.principal_type;
    if (type != "user" && type != "group" && type != "tenant")
        throw decisions::unknown_principal_type(type);
    result.object = object;
    result.tenant = request_guid(*tenant, "tenantId");
    return result;
}

const json::object& required_body(const operation_call& call)
{
    const json::object* body = call.body.object();
    if (body == nullptr)
        throw decisions::missing_body();
    return *body;
}

// {"value":[...]}
class list_text
{
public:
    void add(const assignment& one)
    {
        text_ += text_.back() == '[' ? "" : ",";
        text_ += assignment_text(one);
    }
    std::string take() { return std::move(text_ += "]}"); }

private:
    std::string text_ = R"({"value":[)";
};

} // namespace

operation_result entra_assignments::run(const operation_call& call)
{
    if (call.way.object.empty())
        return call.way.method == "GET" ? list() : merge(call);
    if (call.way.method == "GET")
        return get(call);
    return call.way.method == "PUT" ? put(call) : erase(call);
}

// In one page, so there is never a `nextLink`.
operation_result entra_assignments::list() const
{
    list_text text;
    for (const auto& [object, one] : assignments_.all())
        text.add(one);
    return {200, text.take()};
}

operation_result entra_assignments::merge(const operation_call& call)
{
    // All are read before one is changed.
    std::vector<std::pair<guid, std::optional<assignment>>> changes;
    for (const auto& member : required_body(call)) {
        const guid object = request_guid(member.key(), "objectId");
        changes.emplace_back(object, std::nullopt);
        if (member.value().is_null())
            continue;
        if (!member.value().is_object())
            throw decisions::wrong_member_type(member.key(), "an object");
        changes.back().second = read(member.value().get_object(), object);
    }
    list_text text;
    bool removes_only = true;
    for (auto& [object, wanted] : changes) {
        if (!wanted) {
            assignments_.erase(object);
            continue;
        }
        removes_only = false;
        text.add(*wanted);
        assignments_.set(object, std::move(*wanted));
    }
    if (removes_only)
        return {204, {}};
    return {200, text.take()};
}

operation_result entra_assignments::get(const operation_call& call) const
{
    const assignment* found = assignments_.find(request_guid(call.way.object, "objectId"));
    if (found == nullptr)
        throw decisions::unknown_assignment(call.way.object);
    return {200, assignment_text(*found)};
}

operation_result entra_assignments::put(const operation_call& call)
{
    assignment wanted = read(required_body(call), request_guid(call.way.object, "objectId"));
    std::string text = assignment_text(wanted);
    const guid object = wanted.object;
    const bool is_new = assignments_.set(object, std::move(wanted));
    return {is_new ? 201 : 200, std::move(text)};
}

operation_result entra_assignments::erase(const operation_call& call)
{
    const bool existed = assignments_.erase(request_guid(call.way.object, "objectId"));
    if (!existed && !decisions::deleting_unknown_assignment_succeeds)
        throw decisions::unknown_assignment(call.way.object);
    return {204, {}};
}

} // namespace acs::emulation
