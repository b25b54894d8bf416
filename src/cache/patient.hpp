#ifndef ACS_CACHE_PATIENT_HPP
#define ACS_CACHE_PATIENT_HPP

#include "cache/completion.hpp"
#include "transport/sleeper.hpp"

#include <boost/asio/awaitable.hpp>
#include <optional>

namespace acs::cache {

// A coroutine that waits for something of the cache to happen. However it is left, it isn't told any more.
class patient final : public completion::waiter
{
public:
    explicit patient(completion& what) : what_(what) { what_.join(*this); }
    ~patient() override { what_.leave(*this); }

    void wake() noexcept override { sleeper_.wake(); }

    // Until it happens or until then; or until the call has to end, and then says why.
    boost::asio::awaitable<std::optional<errc>> wait(
        boost::asio::any_io_executor executor, transport::deadline& call, boot_time until)
    {
        return sleeper_.sleep(std::move(executor), call, until);
    }

private:
    completion& what_;
    transport::sleeper sleeper_;
};

} // namespace acs::cache

#endif
