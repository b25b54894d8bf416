#include "fault_case.hpp"

#include <utility>

using namespace std::chrono_literals;
using acs::errc;

namespace {

std::string status_rule(int status)
{
    return R"("kind":"status","status":)" + std::to_string(status);
}

fault_case harmless(std::string name, std::string rule)
{
    return {.name = std::move(name), .nature = fault_nature::harmless, .rules = {std::move(rule)}};
}

fault_case closing(std::string name, std::string rule)
{
    fault_case made = harmless(std::move(name), std::move(rule));
    made.ends_connection = true;
    return made;
}

fault_case slow(std::string name, std::string rule, std::chrono::nanoseconds takes)
{
    fault_case made = harmless(std::move(name), std::move(rule));
    made.takes = takes;
    return made;
}

fault_case refusal(int status)
{
    return {
        .name = "status_" + std::to_string(status),
        .nature = fault_nature::refusal,
        .rules = {status_rule(status)},
        .status = status};
}

fault_case throttle(std::string name, std::string rule, std::chrono::seconds retry_after)
{
    return {
        .name = std::move(name),
        .nature = fault_nature::refusal,
        .rules = {std::move(rule)},
        .status = 429,
        .retry_after = retry_after};
}

fault_case unusable(std::string name, std::string rule, errc as)
{
    return {
        .name = std::move(name),
        .nature = fault_nature::unusable,
        .rules = {std::move(rule)},
        .unusable = as};
}

fault_case unusable_and_closed(std::string name, std::string rule, errc as)
{
    fault_case made = unusable(std::move(name), std::move(rule), as);
    made.ends_connection = true;
    return made;
}

fault_case broken(std::string kind, fault_nature nature)
{
    return {.name = kind, .nature = nature, .rules = {R"("kind":")" + kind + '"'}, .ends_connection = true};
}

fault_case silence(std::chrono::seconds response_timeout)
{
    return {
        .name = "hang",
        .nature = fault_nature::silence,
        .rules = {R"("kind":"hang")"},
        .ends_connection = true,
        .takes = response_timeout};
}

// Thirty interim answers: more than any service has reason for.
std::string flood()
{
    std::string list = "102";
    for (int i = 1; i < 30; ++i)
        list += ",102";
    return R"("kind":"interim","status":[)" + list + "]";
}

// What may pass by itself, so that it is worth looking at the attempt after it.
std::vector<fault_case> passing_cases()
{
    std::vector<fault_case> list{
        silence(5s),
        broken("reset_before", fault_nature::break_before),
        broken("close", fault_nature::break_before),
        broken("reset_inside", fault_nature::break_inside),
        broken("truncate", fault_nature::break_inside),
        throttle("throttle", R"("kind":"throttle","seconds":1)", 1s),
        throttle("throttle_date", R"("kind":"throttle","seconds":0,"retryAfter":"date")", 0s),
        throttle("throttle_silent", R"("kind":"throttle","retryAfter":"none")", 0s),
    };
    for (const int status : {408, 500, 502, 503, 504})
        list.push_back(refusal(status));
    fault_case page = refusal(502); // a gateway's own page
    page.name = "html_502";
    page.rules = {R"("kind":"html","status":502)"};
    list.push_back(std::move(page));
    return list;
}

std::vector<fault_case> lasting_cases()
{
    std::vector<fault_case> list{
        {.name = "none"},
        slow("delay", R"("kind":"delay","milliseconds":3000)", 3s),
        slow("drip", R"("kind":"drip","bytes":64,"milliseconds":10)", 1s),
        harmless("chunked", R"("kind":"chunked")"),
        harmless("interim", R"("kind":"interim","status":[100,102,103])"),
        harmless("large_headers", R"("kind":"huge_headers","bytes":8000)"),
        closing("connection_close", R"("kind":"connection_close")"),
        closing("silent_close", R"("kind":"silent_close")"),
        harmless("short_token", R"("kind":"short_token")"),
        harmless("expired_token", R"("kind":"expired_token")"),
        harmless("repeat_token", R"("kind":"repeat_token")"),
        harmless("skewed_date", R"("kind":"skewed_date","seconds":-86400)"),
        unusable("garbage", R"("kind":"garbage")", errc::malformed_response),
        unusable("empty", R"("kind":"empty")", errc::malformed_response),
        unusable("wrong_type", R"("kind":"wrong_type")", errc::malformed_response),
        unusable("wrong_null", R"("kind":"wrong_type","json":null)", errc::malformed_response),
        unusable("status_200", status_rule(200), errc::malformed_response),
        unusable("content_type", R"("kind":"content_type")", errc::not_the_service),
        unusable("html", R"("kind":"html")", errc::not_the_service),
        unusable_and_closed("interim_flood", flood(), errc::not_the_service),
        unusable_and_closed("huge_headers", R"("kind":"huge_headers")", errc::response_too_large),
        throttle("throttle_long", R"("kind":"throttle","seconds":3600)", 3600s),
    };
    for (const int status : {302, 400, 401, 403, 404, 409, 501})
        list.push_back(refusal(status));

    fault_case skewed = refusal(401);
    skewed.name = "skewed_401";
    skewed.nature = fault_nature::wrong_clock;
    skewed.rules.emplace_back(R"("kind":"skewed_date","seconds":3600)");
    list.push_back(std::move(skewed));

    fault_case clock{.name = "clock", .nature = fault_nature::wrong_clock};
    clock.clock_offset = 3600s;
    list.push_back(std::move(clock));
    return list;
}

} // namespace

std::string fault_case::json() const
{
    std::string list;
    for (const std::string& rule : rules)
        list += (list.empty() ? "{" : ",{") + rule + (once ? R"(,"times":1})" : "}");
    return '[' + list + ']';
}

std::vector<fault_case> fault_case::all()
{
    std::vector<fault_case> list = lasting_cases();
    for (fault_case& passing : passing_cases()) {
        list.push_back(passing);
        passing.name += "_once";
        passing.once = true;
        list.push_back(std::move(passing));
    }
    return list;
}
