#include "soak_faults.hpp"

#include <algorithm>
#include <array>

namespace {

std::string number(std::chrono::milliseconds value)
{
    return std::to_string(value.count());
}

} // namespace

std::string soak_faults::draw(soak_random& random) const
{
    std::string list;
    for (std::size_t i = 1 + random.below(6); i > 0; --i)
        list += (list.empty() ? "" : ",") + rule(random);
    if (random.chance(0.5))
        list += "," + challenge(random);
    return '[' + list + ']';
}

// Of the kinds whose execution is a matter of choice, some are told to do it.
bool soak_faults::executes(std::string_view kind)
{
    constexpr std::array<std::string_view, 5> without{
        "status", "throttle", "html", "reset_before", "claims_challenge"};
    return std::find(without.begin(), without.end(), kind) == without.end();
}

std::string soak_faults::rule(soak_random& random) const
{
    constexpr std::array<int, 7> statuses{400, 408, 500, 502, 503, 504, 599};
    constexpr std::array<std::string_view, 8> ops{
        "*",           "*",          "*", "get_token", "create_user", "set_teams_extension_assignment",
        "entra_token", "entra_token"};
    constexpr std::array<std::string_view, 6> forms{
        "seconds", "date", "retry-after-ms", "x-ms-retry-after-ms", "none", "garbage"};
    const double seconds = std::chrono::duration<double>(pace_.retry_after).count();

    std::string members;
    std::string op(random.pick(ops));
    switch (random.below(silent_ ? 19 : 18)) {
    case 0:
        members = R"("kind":"delay","milliseconds":)" +
                  std::to_string(random.below(static_cast<std::size_t>(pace_.delay.count())));
        break;
    case 1:
        members = R"("kind":"hang","execute":true,"times":)" + std::to_string(1 + random.below(5));
        break;
    case 2:
    case 3:
        members = R"("kind":"status","status":)" + std::to_string(random.pick(statuses));
        break;
    case 4:
        members = R"("kind":"throttle","retryAfter":")" + std::string(random.pick(forms)) +
                  R"(","seconds":)" + std::to_string(seconds);
        break;
    case 5:
        members = R"("kind":"reset_before")";
        break;
    case 6:
        members = R"("kind":"reset_inside")";
        break;
    case 7:
        members = R"("kind":"close","execute":true)";
        break;
    case 8:
        members = R"("kind":"truncate")";
        break;
    case 9:
        members = R"("kind":"garbage")";
        break;
    case 10:
        members = R"("kind":"empty")";
        break;
    case 11:
        members = R"("kind":"html")";
        break;
    case 12:
        members = R"("kind":"chunked")";
        break;
    case 13:
        members = R"("kind":"drip","bytes":256,"milliseconds":)" + number(pace_.drip);
        break;
    case 14:
        members = R"("kind":"connection_close")";
        break;
    case 15:
        members = R"("kind":"huge_headers","bytes":)" + std::to_string(1 + random.below(20'000));
        break;
    case 16:
        members = R"("kind":"interim","status":[100,103])";
        break;
    case 17: // one with 10 s or less isn't used
        op = "entra_token";
        members = R"("kind":"short_token","seconds":)" + std::to_string(1 + random.below(20));
        break;
    default:
        members = R"("kind":"silent_close")";
        break;
    }
    return "{" + members + R"(,"op":")" + op + R"(","probability":)" + (random.chance(0.1) ? "1" : "0.3") +
           "}";
}

// To the operations that the program's credential opens, since a person's token can't be had anew.
std::string soak_faults::challenge(soak_random& random)
{
    return R"({"kind":"claims_challenge","claims":{"access_token":{"nbf":{"value":"1"}}},)"
           R"("op":["get_token","get_user","revoke_tokens","create_user","set_teams_extension_assignment"],)"
           R"("probability":)" +
           std::string(random.chance(0.5) ? "1}" : "0.1}");
}
