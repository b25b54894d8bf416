#ifndef ACS_PIPELINE_PERMIT_ANSWER_HPP
#define ACS_PIPELINE_PERMIT_ANSWER_HPP

#include <acs/time_source.hpp>

namespace acs::pipeline {

// What a permit_queue says to a call.
struct permit_answer
{
    enum class verdict : unsigned char
    {
        granted,  // the permit is taken: go
        wait,     // look again at the moment below
        too_late, // no permit before the call's end; the place is given up
        full,     // too many wait; there is no place
    };

    verdict what = verdict::granted;
    boot_time look_at{};
};

} // namespace acs::pipeline

#endif
