#include "transport/sleeper.hpp"

#include <utility>

namespace acs::transport {

// Says which event wakes the coroutine, as long as it sleeps.
class sleeper::asleep
{
public:
    asleep(sleeper& owner, event& alarm) : owner_(owner)
    {
        const std::lock_guard lock(owner_.mutex_);
        owner_.alarm_ = &alarm;
        if (std::exchange(owner_.woken_, false))
            alarm.set();
    }
    asleep(const asleep&) = delete;
    asleep& operator=(const asleep&) = delete;
    ~asleep()
    {
        const std::lock_guard lock(owner_.mutex_);
        owner_.alarm_ = nullptr;
    }

private:
    sleeper& owner_;
};

void sleeper::wake() noexcept
{
    const std::lock_guard lock(mutex_);
    if (alarm_)
        alarm_->set();
    else
        woken_ = true;
}

boost::asio::awaitable<std::optional<errc>> sleeper::sleep(
    boost::asio::any_io_executor executor, deadline& call, boot_time until)
{
    event over(executor);
    const asleep registered(*this, over);
    deadline::step step(call, until, errc::deadline_exceeded, [&over] { over.set(); });
    co_await over.wait();
    co_return call.why(); // the step's own limit is what was waited for
}

} // namespace acs::transport
