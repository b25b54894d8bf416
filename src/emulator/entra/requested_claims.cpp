#include "emulator/entra/requested_claims.hpp"

#include <algorithm>
#include <boost/json.hpp>

namespace acs::emulation {

namespace {

namespace json = boost::json;

bool covers(const json::value& whole, const json::value& part)
{
    if (!whole.is_object() || !part.is_object())
        return whole == part;
    const json::object& members = whole.get_object();
    return std::all_of(part.get_object().begin(), part.get_object().end(), [&](const auto& member) {
        const json::value* const found = members.if_contains(member.key());
        return found != nullptr && covers(*found, member.value());
    });
}

} // namespace

bool covers_claims(std::string_view had, std::string_view wanted)
{
    json::error_code of_had;
    json::error_code of_wanted;
    const json::value whole = json::parse(had.empty() ? "{}" : had, of_had);
    const json::value part = json::parse(wanted.empty() ? "{}" : wanted, of_wanted);
    return !of_had && !of_wanted && covers(whole, part);
}

} // namespace acs::emulation
