#ifndef TESTS_UNIT_NUMBERED_WAITER_HPP
#define TESTS_UNIT_NUMBERED_WAITER_HPP

#include "pipeline/permit_place.hpp"

/// Somebody in a queue of permits, for tests that have many.
struct numbered_waiter final : acs::pipeline::permit_place
{
    numbered_waiter(acs::lane its_lane, int its_number)
        : permit_place(its_lane), who(its_lane), number(its_number)
    {}
    void wake() noexcept override { woken = true; }

    const acs::lane who;
    const int number;
    acs::boot_time latest = acs::boot_time::max();
    acs::boot_time look_at{};
    bool woken = false;
};

#endif
