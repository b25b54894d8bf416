#ifndef ACS_PIPELINE_WAITING_CALL_HPP
#define ACS_PIPELINE_WAITING_CALL_HPP

#include "pipeline/permit_place.hpp"
#include "transport/deadline.hpp"
#include "transport/event.hpp"

#include <boost/asio/awaitable.hpp>
#include <mutex>
#include <optional>

namespace acs::pipeline {

// A call in a permit_queue.
class waiting_call final : public permit_place
{
public:
    explicit waiting_call(lane who) : permit_place(who) {}

    // From any thread, with the quota's mutex held.
    void wake() noexcept override;

    // Until the moment or until it is woken, now or since the last time; or until the call has to end, and
    // then says why.
    boost::asio::awaitable<std::optional<errc>> sleep(transport::deadline& call, boot_time until);

private:
    class asleep;

    std::mutex mutex_;
    transport::event* alarm_ = nullptr; // while it sleeps
    bool woken_ = false;                // while it doesn't
};

} // namespace acs::pipeline

#endif
