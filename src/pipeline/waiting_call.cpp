#include "pipeline/waiting_call.hpp"

#include <utility>

namespace acs::pipeline {

// Says which event wakes the call, as long as it sleeps.
class waiting_call::asleep
{
public:
    asleep(waiting_call& sleeper, transport::event& alarm) : sleeper_(sleeper)
    {
        const std::lock_guard lock(sleeper_.mutex_);
        sleeper_.alarm_ = &alarm;
        if (std::exchange(sleeper_.woken_, false))
            alarm.set();
    }
    asleep(const asleep&) = delete;
    asleep& operator=(const asleep&) = delete;
    ~asleep()
    {
        const std::lock_guard lock(sleeper_.mutex_);
        sleeper_.alarm_ = nullptr;
    }

private:
    waiting_call& sleeper_;
};

void waiting_call::wake() noexcept
{
    const std::lock_guard lock(mutex_);
    if (alarm_)
        alarm_->set();
    else
        woken_ = true;
}

boost::asio::awaitable<std::optional<errc>> waiting_call::sleep(transport::deadline& call, boot_time until)
{
    transport::event over(call.executor());
    const asleep registered(*this, over);
    transport::deadline::step step(call, until, errc::deadline_exceeded, [&over] { over.set(); });
    co_await over.wait();
    co_return call.why(); // the step's own limit is what was waited for
}

} // namespace acs::pipeline
