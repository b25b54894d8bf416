#include "emulator/service/snapshot.hpp"

#include <boost/json.hpp>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <utility>
#include <vector>

namespace acs::emulation {

namespace {

namespace json = boost::json;

constexpr int format = 1;

guid required_guid(const json::value& text)
{
    const auto result = parse_guid(text.as_string());
    if (!result)
        throw std::runtime_error("a GUID is malformed");
    return *result;
}

template <typename Key>
std::string assignments_text(const assignment_store<Key>& saved)
{
    std::string text(1, '[');
    for (const auto& [key, value] : saved.all()) {
        text += text.size() == 1 ? "" : ",\n";
        text += assignment_text(value);
    }
    return text += ']';
}

// Files from before there were assignments have none.
std::vector<assignment> load_assignments(const json::object& saved, std::string_view name)
{
    std::vector<assignment> result;
    if (const json::value* all = saved.if_contains(name))
        for (const json::value& one : all->as_array())
            result.push_back(load_assignment(one));
    return result;
}

struct saved_identity
{
    guid user;
    identity_store::record record;
    std::optional<std::string> custom_id;
};

// ["<user>", <revoked up to>, <last token issued at, ns>, "<custom id>"], where the last or the last two may
// be missing.
saved_identity load_identity(const json::array& saved)
{
    saved_identity result;
    result.user = required_guid(saved.at(0));
    result.record.revoked_up_to = saved.at(1).to_number<std::uint64_t>();
    if (saved.size() > 2)
        result.record.last_issued =
            wall_time(wall_time::duration(saved.at(2).to_number<wall_time::duration::rep>()));
    if (saved.size() > 3)
        result.custom_id = saved.at(3).as_string();
    return result;
}

} // namespace

std::string save_snapshot(const resource_state& state)
{
    // Written by hand: with millions of identities a tree of JSON values would take a gigabyte.
    std::string text = R"({"format":)" + std::to_string(format);
    text += R"(,"resourceId":")" + to_string(state.identities.resource());
    text += R"(","tokenKeyPem":)" + json::serialize(json::value(state.mint.pem()));
    text += R"(,"lastTokenNumber":)" + std::to_string(state.mint.last_number());
    text += R"(,"identitiesCreated":)" + std::to_string(state.identities.created());
    text += R"(,"identities":[)";
    bool first = true;
    for (const auto& [user, record] : state.identities.all()) {
        text += first ? "[\"" : ",\n[\"";
        first = false;
        append_guid(text, user);
        text += "\"," + std::to_string(record.revoked_up_to);
        const std::string* custom_id = state.identities.custom_id_of(user);
        if (custom_id != nullptr || record.last_issued != wall_time())
            text += ',' + std::to_string(record.last_issued.time_since_epoch().count());
        if (custom_id != nullptr)
            text += ',' + json::serialize(*custom_id);
        text += ']';
    }
    text += R"(],"teamsExtensionAssignments":)" + assignments_text(state.teams_extension_grants);
    text += R"(,"entraAssignments":)" + assignments_text(state.entra_grants);
    text += '}';
    return text;
}

void load_snapshot(resource_state& state, const std::string& text)
{
    try {
        const json::value root = json::parse(text);
        const json::object& saved = root.as_object();
        if (saved.at("format").to_number<int>() != format)
            throw std::runtime_error("its format is not " + std::to_string(format));
        const guid resource = required_guid(saved.at("resourceId"));
        const std::string pem(saved.at("tokenKeyPem").as_string());
        const auto last_number = saved.at("lastTokenNumber").to_number<std::uint64_t>();
        const auto created = saved.at("identitiesCreated").to_number<std::uint64_t>();
        std::vector<saved_identity> identities;
        for (const json::value& one : saved.at("identities").as_array())
            identities.push_back(load_identity(one.as_array()));
        const auto teams_extension = load_assignments(saved, "teamsExtensionAssignments");
        const auto entra = load_assignments(saved, "entraAssignments");
        // Only the key can still be refused, so it goes first.
        if (!pem.empty())
            state.mint.use_pem(pem);
        state.mint.skip_numbers(last_number);
        state.identities.clear();
        state.identities.restore(resource, created);
        for (const auto& [user, record, custom_id] : identities) {
            state.identities.insert(user, record);
            if (custom_id)
                state.identities.set_custom_id(user, *custom_id);
        }
        state.teams_extension_grants.clear();
        for (const assignment& one : teams_extension)
            state.teams_extension_grants.set({one.tenant, one.object}, one);
        state.entra_grants.clear();
        for (const assignment& one : entra)
            state.entra_grants.set(one.object, one);
    } catch (const std::exception& failure) {
        throw std::runtime_error(std::string("the saved state can't be used: ") + failure.what());
    }
}

} // namespace acs::emulation
