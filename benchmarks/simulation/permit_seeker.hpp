#ifndef BENCHMARKS_SIMULATION_PERMIT_SEEKER_HPP
#define BENCHMARKS_SIMULATION_PERMIT_SEEKER_HPP

#include "pipeline/permit_place.hpp"
#include "pipeline/quota_limiter.hpp"

#include <acs/lane.hpp>
#include <acs/time_source.hpp>

namespace simulation {

using limiter = acs::quota_access::shared_limiter;

/// A place in the library's own line for permits. It must have left the line when it is destroyed.
class permit_seeker final : public acs::pipeline::permit_place
{
public:
    enum class outcome : unsigned char
    {
        granted,
        waits,
        refused, ///< would come too late
    };

    permit_seeker(limiter& quota, acs::lane who) : permit_place(who), quota_(quota) {}

    /// Asks for a permit of use until `latest`, or asks again if that makes sense.
    outcome ask(acs::boot_time now, acs::boot_time latest = acs::boot_time::max());

    /// When it makes sense to ask again; boot_time::max() if it does not wait.
    acs::boot_time next(acs::boot_time now) const;

    void leave(acs::boot_time now);

private:
    void wake() noexcept override { woken_ = true; }

    limiter& quota_;
    acs::boot_time look_at_{};
    bool in_line_ = false;
    bool woken_ = false;
};

} // namespace simulation

#endif
