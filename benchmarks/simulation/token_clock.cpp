#include "simulation/token_clock.hpp"

#include "simulation/seconds.hpp"
#include "wire/http_date.hpp"
#include "wire/token_expiry.hpp"

#include <string_view>

namespace simulation {

using namespace std::chrono_literals;

namespace {

constexpr std::chrono::seconds tolerated = 5min;

acs::wall_time true_time(acs::boot_time now)
{
    return acs::wall_time(std::chrono::sys_days(std::chrono::year(2026) / 1 / 1)) + (now - start_of_time);
}

} // namespace

std::chrono::seconds token_clock::error(acs::boot_time now) const
{
    return now < when_ ? 0s : by_;
}

bool token_clock::accepted(acs::boot_time now) const
{
    return std::chrono::abs(error(now) + correction_) <= tolerated;
}

void token_clock::learn(acs::boot_time now)
{
    correction_ = -error(now);
}

acs::boot_time token_clock::usable_until(
    acs::boot_time sent, acs::boot_time issued, std::chrono::seconds life) const
{
    // What the library finds with a clock that is right: the Date is cut off to a second, so the lifetime
    // that was asked for is the shortest, less a second for safety.
    if (by_ == 0s)
        return sent + life - 1s;
    acs::wire::response answer;
    const acs::wire::http_date_text date = acs::wire::format_http_date(true_time(issued));
    answer.headers.add("Date", std::string_view(date.data(), date.size()));
    answer.asked = {sent, true_time(sent) + error(sent), correction_};
    answer.token_lifetime = std::chrono::duration_cast<std::chrono::minutes>(life);
    return acs::wire::usable_until(true_time(issued) + life, answer);
}

} // namespace simulation
