#include "emulator/snapshot.hpp"

#include <boost/json.hpp>
#include <cstdint>
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
        text += "\"," + std::to_string(record.revoked_up_to) + ']';
    }
    text += "]}";
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
        std::vector<std::pair<guid, identity_store::record>> identities;
        for (const json::value& one : saved.at("identities").as_array()) {
            identity_store::record record;
            record.revoked_up_to = one.as_array().at(1).to_number<std::uint64_t>();
            identities.emplace_back(required_guid(one.as_array().at(0)), record);
        }
        // Only the key can still be refused, so it goes first.
        if (!pem.empty())
            state.mint.use_pem(pem);
        state.mint.skip_numbers(last_number);
        state.identities.clear();
        state.identities.restore(resource, created);
        for (const auto& [user, record] : identities)
            state.identities.insert(user, record);
    } catch (const std::exception& failure) {
        throw std::runtime_error(std::string("the saved state can't be used: ") + failure.what());
    }
}

} // namespace acs::emulation
