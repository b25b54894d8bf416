#include "admission.hpp"

#include "figures/loop_lag.hpp"
#include "figures/service_metrics.hpp"
#include "http/http_error.hpp"
#include "service_phase.hpp"

#include <algorithm>
#include <cmath>
#include <string>

namespace token_service {

namespace {

using std::chrono::seconds;

constexpr seconds most_lag(1);

std::string_view message_of(rejection why)
{
    switch (why) {
    case rejection::too_many_waiting:
        return "Too many requests wait for the identity service.";
    case rejection::loop_lag:
        return "The service is overloaded.";
    case rejection::draining:
        return "The service is about to stop.";
    case rejection::quota:
        return "The identity service's limit of calls is reached.";
    case rejection::refresh_allowance:
        break;
    }
    return "New tokens were asked for too often for this user.";
}

} // namespace

admission::admission(
    const service_phase& phase, const loop_lag& lag, service_metrics& counted, std::size_t max_waiting,
    acs::rate rate)
    : phase_(phase), lag_(lag), counted_(counted), max_waiting_(max_waiting), rate_(rate)
{}

std::optional<rejection> admission::objection() const
{
    if (phase_.now() == service_phase::draining)
        return rejection::draining;
    if (waiting() >= max_waiting_)
        return rejection::too_many_waiting;
    if (lag_.now() > most_lag)
        return rejection::loop_lag;
    return std::nullopt;
}

http_answer admission::turn_away(rejection why, std::optional<std::chrono::milliseconds> retry_after) const
{
    counted_.add(why);
    const bool own_doing = why == rejection::refresh_allowance;
    http_answer made =
        http_error(own_doing ? 429 : 503, own_doing ? "too_many_requests" : "overloaded", message_of(why));
    const seconds asked = retry_after ? std::chrono::ceil<seconds>(*retry_after) : expected_wait();
    made.fields += "Retry-After: " + std::to_string(std::max(asked, seconds(1)).count()) + "\r\n";
    return made;
}

seconds admission::expected_wait() const
{
    const double wait = std::ceil(static_cast<double>(waiting()) / rate_.per_second);
    return seconds(static_cast<seconds::rep>(std::clamp(wait, 1.0, 30.0)));
}

} // namespace token_service
