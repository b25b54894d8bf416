#include "emulator/operations/assignment.hpp"

#include "emulator/operations/body_members.hpp"
#include "emulator/protocol/decisions.hpp"

#include <stdexcept>

namespace acs::emulation {

namespace json = boost::json;

std::string assignment_text(const assignment& shown)
{
    std::string text = R"({"objectId":")" + to_string(shown.object);
    text += R"(","tenantId":")" + to_string(shown.tenant);
    text += R"(","principalType":)" + json::serialize(shown.principal_type);
    if (shown.client_ids) {
        text += R"(,"clientIds":[)";
        for (const guid& client : *shown.client_ids) {
            text += text.back() == '[' ? "\"" : ",\"";
            append_guid(text, client);
            text += '"';
        }
        text += ']';
    }
    return text += '}';
}

assignment read_assignment(const json::object& body)
{
    // Types first: the service refuses those before it looks at values.
    const auto type = text_member(body, "principalType", "PrincipalType");
    const json::array* clients = text_array_member(body, "clientIds", "ClientIds");
    if (!type || type->empty())
        throw decisions::missing_member("PrincipalType");
    assignment result;
    result.principal_type = *type;
    if (clients == nullptr)
        return result;
    result.client_ids.emplace();
    for (const json::value& text : *clients) {
        const auto client = parse_guid(text.get_string());
        if (!client)
            throw decisions::malformed_guid("clientIds", text.get_string());
        result.client_ids->push_back(*client);
    }
    return result;
}

assignment load_assignment(const json::value& saved)
{
    try {
        assignment result = read_assignment(saved.as_object());
        result.object = parse_guid(saved.at("objectId").as_string()).value();
        result.tenant = parse_guid(saved.at("tenantId").as_string()).value();
        return result;
    } catch (const service_error& error) {
        throw std::runtime_error("an assignment is malformed: " + error.message);
    }
}

} // namespace acs::emulation
