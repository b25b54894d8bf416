#ifndef ACS_PIPELINE_QUOTA_LIMITER_HPP
#define ACS_PIPELINE_QUOTA_LIMITER_HPP

#include "pipeline/rate_limiter.hpp"

#include <acs/operation.hpp>
#include <acs/quota.hpp>

#include <array>
#include <mutex>
#include <optional>

namespace acs {

namespace pipeline {

using operation_rates = std::array<rate, operation_count>;

} // namespace pipeline

// What a quota handle shares: a rate limiter for each operation. Thread-safe.
class quota::limiter
{
public:
    explicit limiter(const pipeline::operation_rates& limits);

    // Reserves a permit and says when it is valid; nothing, and no permit taken, if that is later than
    // `latest`.
    std::optional<boot_time> reserve(operation what, boot_time now, boot_time latest);

    // Gives back a permit that was not used.
    void give_back(operation what, boot_time when);

private:
    std::mutex mutex_;
    std::array<pipeline::rate_limiter, operation_count> limiters_;
};

// The pipeline's way into the handle.
class quota_access
{
public:
    static quota::limiter* limiter(const quota& handle) { return handle.limiter_.get(); }
};

} // namespace acs

#endif
