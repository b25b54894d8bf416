#include "wire/raw_id.hpp"

#include <algorithm>
#include <array>

namespace acs::wire {

namespace {

using kind = identifier_kind;

// The public cloud's first. Communication users need no more than their id; theirs are here to be recognised.
constexpr std::array<raw_id_prefix, 11> prefixes{{
    {"8:acs:", kind::teams_extension_user, "public"},
    {"8:dod-acs:", kind::teams_extension_user, "dod"},
    {"8:gcch-acs:", kind::teams_extension_user, "gcch"},
    {"8:spool:", kind::communication_user, "public"},
    {"8:orgid:", kind::microsoft_teams_user, "public"},
    {"8:dod:", kind::microsoft_teams_user, "dod"},
    {"8:gcch:", kind::microsoft_teams_user, "gcch"},
    {"8:teamsvisitor:", kind::microsoft_teams_user, "public", true},
    {"28:orgid:", kind::microsoft_teams_app, "public"},
    {"28:dod:", kind::microsoft_teams_app, "dod"},
    {"28:gcch:", kind::microsoft_teams_app, "gcch"},
}};

} // namespace

const raw_id_prefix* find_raw_id_prefix(std::string_view raw_id)
{
    if (std::count(raw_id.begin(), raw_id.end(), ':') != 2)
        return nullptr;
    const std::string_view text = raw_id.substr(0, raw_id.rfind(':') + 1);
    const auto found = std::find_if(
        prefixes.begin(), prefixes.end(), [&](const raw_id_prefix& prefix) { return prefix.text == text; });
    return found == prefixes.end() ? nullptr : &*found;
}

std::string make_raw_id(
    identifier_kind kind, const communication_cloud& cloud, bool anonymous, std::string_view rest)
{
    std::string_view text;
    for (const raw_id_prefix& prefix : prefixes) {
        if (prefix.kind != kind || prefix.anonymous != anonymous)
            continue;
        if (text.empty() || prefix.cloud == cloud.name())
            text = prefix.text;
    }
    std::string made;
    made.reserve(text.size() + rest.size());
    made.append(text).append(rest);
    return made;
}

} // namespace acs::wire
