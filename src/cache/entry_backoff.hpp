#ifndef ACS_CACHE_ENTRY_BACKOFF_HPP
#define ACS_CACHE_ENTRY_BACKOFF_HPP

#include <chrono>
#include <optional>

namespace acs::cache {

// How long an entry waits after a failure before its token is asked for again: drawn from half to all of
// 2 s, 4 s, 8 s ... 60 s; at least what the service asked for, and at most a quarter of the life that is
// left, so that several attempts fit into it. Never less than 1 s.
// `failures`: how many in a row, this one included. `remaining`: the life that the old token has left;
// nothing, zero or less if there is no usable one, and then nothing is gained by hurrying. `random` is from
// [0, 1).
std::chrono::nanoseconds entry_backoff(
    unsigned failures, std::optional<std::chrono::milliseconds> retry_after,
    std::optional<std::chrono::nanoseconds> remaining, double random);

} // namespace acs::cache

#endif
