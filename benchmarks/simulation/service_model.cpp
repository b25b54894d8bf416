#include "simulation/service_model.hpp"

namespace simulation {

service_answer service_model::call(acs::boot_time now)
{
    const acs::boot_time arrival = now + rules_.latency / 2;
    const std::size_t recent = window_.add(arrival);
    ++calls_;

    service_answer answer;
    answer.issued_at = arrival;
    answer.at = now + rules_.latency;
    if (rules_.outage.contains(arrival)) {
        answer.what = service_answer::kind::unavailable;
        answer.at = now + rules_.failure_takes;
        return answer;
    }
    const std::optional<std::size_t> limit =
        rules_.cut.contains(arrival) ? std::optional(rules_.cut_limit) : rules_.limit;
    if (limit && recent > *limit) {
        answer.what = service_answer::kind::throttled;
        // In whole seconds, rounded up, as the emulator says it by default.
        answer.retry_after = std::chrono::ceil<std::chrono::seconds>(window_.until_room(*limit, arrival));
        ++throttled_;
    }
    return answer;
}

} // namespace simulation
