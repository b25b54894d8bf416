#ifndef ACS_PIPELINE_PERMIT_PLACE_HPP
#define ACS_PIPELINE_PERMIT_PLACE_HPP

#include <acs/lane.hpp>
#include <acs/time_source.hpp>

#include <cstdint>

namespace acs::pipeline {

// A call's place in a permit_queue. Its owner looks again at the moment that the queue told it, or earlier
// when it is woken.
class permit_place
{
public:
    explicit permit_place(lane who) : lane_(who) {}
    permit_place(const permit_place&) = delete;
    permit_place& operator=(const permit_place&) = delete;
    virtual ~permit_place() = default;

    // The place's turn comes earlier than it was told: its owner should look again soon, but not from within
    // this function.
    virtual void wake() noexcept = 0;

private:
    friend class permit_queue;

    lane lane_;
    bool in_line_ = false;
    std::uint64_t number_ = 0; // in the order of arrival
    boot_time look_at_{};      // what its owner was told
};

} // namespace acs::pipeline

#endif
