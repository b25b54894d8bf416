// Retry-After and its relatives: no value makes a wait negative or absurd, and nothing but a number or a date
// counts.

#include "fuzz/answer_text.hpp"
#include "fuzz/require.hpp"
#include "wire/http_date.hpp"
#include "wire/retry_after.hpp"

#include <algorithm>
#include <cstdint>
#include <string_view>

using namespace std::chrono;
using fuzz::require;

namespace {

const acs::wall_time now = sys_days(2026y / January / 1) + 12h;

bool is_number_or_date(std::string_view text)
{
    const std::string_view value = acs::wire::trim(text);
    return acs::wire::parse_http_date(value) ||
           (!value.empty() && std::all_of(value.begin(), value.end(), acs::wire::is_digit));
}

bool names_a_wait(std::string_view name)
{
    return acs::wire::equal_ignoring_case(name, "Retry-After") ||
           acs::wire::equal_ignoring_case(name, "retry-after-ms") ||
           acs::wire::equal_ignoring_case(name, "x-ms-retry-after-ms");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const fuzz::answer_text input({reinterpret_cast<const char*>(data), size});
    const acs::wire::response& answer = input.answer;
    const auto wait = acs::wire::retry_after(answer, now);
    if (wait) {
        require(*wait >= 0ms && *wait <= hours(24 * 365), "a wait is from nothing to a year");
        bool found = false;
        for (const auto& [name, value] : answer.headers)
            found = found || (names_a_wait(name) && is_number_or_date(value));
        require(found, "a wait comes from a number or a date");
    }
    const auto date = answer.find("Date");
    if (date && acs::wire::parse_http_date(acs::wire::trim(*date)))
        require(acs::wire::retry_after(answer, now + 1h) == wait, "a Date makes our own clock irrelevant");
    require(
        acs::wire::retry_after(answer, acs::wall_time()) >= wait || !wait,
        "an earlier clock waits no shorter");

    const auto text = answer.find("Retry-After");
    const auto number = text ? acs::wire::parse_decimal(acs::wire::trim(*text)) : std::nullopt;
    acs::wire::response without_seconds;
    for (const auto& [name, value] : answer.headers)
        if (!acs::wire::equal_ignoring_case(name, "Retry-After"))
            without_seconds.headers.add(name, value);
    const auto in_milliseconds = acs::wire::retry_after(without_seconds, now);
    if (in_milliseconds)
        require(in_milliseconds == wait, "milliseconds come first");
    else if (number)
        require(
            wait ==
                std::min<seconds>(seconds(std::min<std::int64_t>(*number, 1'000'000'000)), hours(24 * 365)),
            "seconds are seconds");
    return 0;
}
