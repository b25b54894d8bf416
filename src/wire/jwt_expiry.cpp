#include "wire/jwt_expiry.hpp"

#include "wire/base64.hpp"
#include "wire/json_document.hpp"
#include "wire/make_error.hpp"
#include "wire/wiping_string.hpp"

#include <boost/json/value.hpp>
#include <chrono>
#include <cmath>
#include <optional>

namespace acs::wire {

namespace {

namespace json = boost::json;

constexpr std::string_view advice = "; a token that isn't a JWT is taken with its expiry";

error bad_jwt(std::string_view what)
{
    return make_error(errc::invalid_argument, std::string(what).append(advice));
}

bool is_allowed(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
           std::string_view("-_+/=.").find(c) != std::string_view::npos;
}

// The bytes that a part of the token stands for.
std::optional<wiping_string> decode_part(std::string_view part)
{
    for (int padding = 0; padding < 2 && part.ends_with('='); ++padding)
        part.remove_suffix(1);
    wiping_string standard;
    standard.reserve(part.size() + 16); // never in the string object itself
    for (const char c : part)
        standard += c == '-' ? '+' : c == '_' ? '/' : c;
    while (standard.size() % 4 != 0)
        standard += '=';
    return decode_base64(standard);
}

wall_time at(double since_1970)
{
    using rep = wall_time::rep;
    const double nanoseconds = since_1970 * 1e9;
    if (nanoseconds >= static_cast<double>(wall_time::max().time_since_epoch().count()))
        return wall_time::max();
    if (nanoseconds <= static_cast<double>(wall_time::min().time_since_epoch().count()))
        return wall_time::min();
    return wall_time(std::chrono::nanoseconds(static_cast<rep>(nanoseconds)));
}

std::optional<wall_time> time_of(const json::value& exp)
{
    constexpr auto last = std::chrono::floor<std::chrono::seconds>(wall_time::max());
    if (const std::int64_t* whole = exp.if_int64()) // not by way of a double, which has 53 bits
        if (*whole >= 0 && *whole <= last.time_since_epoch().count())
            return wall_time(std::chrono::seconds(*whole));
    if (!exp.is_number())
        return std::nullopt;
    const auto since_1970 = exp.to_number<double>();
    return std::isnan(since_1970) ? std::nullopt : std::optional(at(since_1970));
}

} // namespace

result<wall_time> jwt_expiry(std::string_view text)
{
    for (const char c : text)
        if (!is_allowed(c))
            return bad_jwt("the text has characters that a JWT can't have");
    const auto first = text.find('.');
    if (first == std::string_view::npos)
        return bad_jwt("the text isn't a JWT: it has no second part");
    const std::string_view rest = text.substr(first + 1);
    const auto payload = decode_part(rest.substr(0, rest.find('.')));
    if (!payload)
        return bad_jwt("the text isn't a JWT: its second part isn't base64url");
    const json_document claims(*payload);
    if (!claims.object())
        return bad_jwt("the text isn't a JWT, or an encrypted one: its second part isn't a JSON object");
    const json::value* const exp = claims.object()->if_contains("exp");
    if (!exp)
        return bad_jwt("the JWT has no claim exp");
    const auto when = time_of(*exp);
    if (!when)
        return bad_jwt("the JWT's claim exp isn't a number");
    return *when;
}

} // namespace acs::wire
