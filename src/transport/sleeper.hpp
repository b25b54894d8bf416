#ifndef ACS_TRANSPORT_SLEEPER_HPP
#define ACS_TRANSPORT_SLEEPER_HPP

#include "transport/deadline.hpp"
#include "transport/event.hpp"

#include <boost/asio/awaitable.hpp>
#include <mutex>
#include <optional>

namespace acs::transport {

// One coroutine that sleeps now and then, and those who wake it.
class sleeper
{
public:
    sleeper() = default;
    sleeper(const sleeper&) = delete;
    sleeper& operator=(const sleeper&) = delete;

    // From any thread. If it doesn't sleep now, its next sleep is none.
    void wake() noexcept;

    // Until the moment or until it is woken, now or since the last time; or until the call has to end, and
    // then says why. `executor`: where the sleeping coroutine runs.
    boost::asio::awaitable<std::optional<errc>> sleep(
        boost::asio::any_io_executor executor, deadline& call, boot_time until);

private:
    class asleep;

    std::mutex mutex_;
    event* alarm_ = nullptr; // while it sleeps
    bool woken_ = false;     // while it doesn't
};

} // namespace acs::transport

#endif
