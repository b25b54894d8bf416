#include "pipeline/permit.hpp"

#include "pipeline/quota_limiter.hpp"
#include "pipeline/waiting_call.hpp"
#include "wire/make_error.hpp"

#include <utility>

namespace acs::pipeline {

namespace {

using verdict = permit_answer::verdict;
using wire::make_error;

// A call's stay in the queue: however it is left, the place goes to the next one.
class stay
{
public:
    stay(quota_access::shared_limiter& limiter, operation what, lane who, transport::deadline& call)
        : limiter_(limiter), what_(what), time_(call.shared_time()), waiter_(who)
    {}
    stay(const stay&) = delete;
    stay& operator=(const stay&) = delete;
    ~stay() { limiter_.leave(what_, waiter_, time_->now_boottime()); }

    waiting_call& waiter() { return waiter_; }

private:
    quota_access::shared_limiter& limiter_;
    operation what_;
    std::shared_ptr<time_source> time_;
    waiting_call waiter_;
};

} // namespace

bool take_permit_now(const quota& limit, operation what, lane who, boot_time now)
{
    auto* const limiter = quota_access::limiter(limit);
    return !limiter || limiter->take_now(what, who, now);
}

boost::asio::awaitable<std::optional<error>> wait_for_permit(
    quota limit, operation what, lane who, transport::deadline& call)
{
    auto* const limiter = quota_access::limiter(limit);
    if (!limiter)
        co_return std::nullopt;
    stay held(*limiter, what, who, call);
    waiting_call& waiter = held.waiter();
    // At its deadline a call is over.
    const boot_time latest = call.expiry() - std::chrono::nanoseconds(1);
    permit_answer answer = limiter->enter(what, waiter, call.time().now_boottime(), latest);
    while (answer.what == verdict::wait) {
        const boot_time until = answer.look_at;
        if (const auto interrupted = co_await waiter.sleep(call, until))
            co_return make_error(*interrupted, "waiting for the quota");
        answer = limiter->look_again(what, waiter, call.time().now_boottime(), latest);
    }
    if (answer.what == verdict::too_late)
        co_return make_error(errc::overloaded, "the quota's queue is longer than the call's deadline");
    if (answer.what == verdict::full)
        co_return make_error(errc::overloaded, "the quota's queue is full");
    co_return std::nullopt;
}

std::optional<boot_time> report_throttled(
    const quota& limit, operation what, std::optional<std::chrono::milliseconds> retry_after,
    boot_time permitted, boot_time now, double random)
{
    auto* const limiter = quota_access::limiter(limit);
    if (!limiter)
        return std::nullopt;
    return limiter->throttled(what, retry_after, permitted, now, random);
}

} // namespace acs::pipeline
