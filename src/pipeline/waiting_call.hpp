#ifndef ACS_PIPELINE_WAITING_CALL_HPP
#define ACS_PIPELINE_WAITING_CALL_HPP

#include "pipeline/permit_place.hpp"
#include "transport/deadline.hpp"
#include "transport/sleeper.hpp"

#include <boost/asio/awaitable.hpp>
#include <optional>

namespace acs::pipeline {

// A call in a permit_queue.
class waiting_call final : public permit_place
{
public:
    explicit waiting_call(lane who) : permit_place(who) {}

    // From any thread, with the quota's mutex held.
    void wake() noexcept override { sleeper_.wake(); }

    // See transport::sleeper.
    boost::asio::awaitable<std::optional<errc>> sleep(transport::deadline& call, boot_time until)
    {
        return sleeper_.sleep(call.executor(), call, until);
    }

private:
    transport::sleeper sleeper_;
};

} // namespace acs::pipeline

#endif
