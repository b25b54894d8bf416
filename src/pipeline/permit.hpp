#ifndef ACS_PIPELINE_PERMIT_HPP
#define ACS_PIPELINE_PERMIT_HPP

#include "transport/deadline.hpp"

#include <acs/error.hpp>
#include <acs/quota.hpp>

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <optional>

namespace acs::pipeline {

// Takes a permit for one attempt if one is free at once, and says whether it did. Always, if the quota is no
// limit. For the way most calls go: one mutex, nothing allocated.
bool take_permit_now(const quota& limit, operation what, lane who, boot_time now);

// Takes a permit for one attempt, and waits for it if need be. Gives an error if the queue is full or longer
// than the call's deadline (errc::overloaded), or why the call ended while it waited; then its place has gone
// to the next one. A permit is for now: whoever waits long before sending sends later
// than the quota thinks.
boost::asio::awaitable<std::optional<error>> wait_for_permit(
    quota limit, operation what, lane who, transport::deadline& call);

// An attempt that took its permit at `permitted` was answered with 429. Says when calls go on; nothing if the
// quota is no limit. `random` is from [0, 1).
std::optional<boot_time> report_throttled(
    const quota& limit, operation what, std::optional<std::chrono::milliseconds> retry_after,
    boot_time permitted, boot_time now, double random);

} // namespace acs::pipeline

#endif
