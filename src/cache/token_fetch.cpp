#include "cache/token_fetch.hpp"

#include "transport/deadline.hpp"
#include "wire/credential_end.hpp"
#include "wire/make_error.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <exception>
#include <utility>

namespace acs::cache {

namespace asio = boost::asio;

using wire::make_error;

namespace {

using land_function = std::function<void(result<wire::issued_token>)>;

// Sees to it that a flight lands, also if the context that its coroutine runs on is destroyed.
class landing_guard
{
public:
    explicit landing_guard(land_function land) : land_(std::move(land)) {}
    landing_guard(const landing_guard&) = delete;
    landing_guard& operator=(const landing_guard&) = delete;
    ~landing_guard() { land(wire::credential_end(errc::client_stopped, "its executor has ended")); }

    void land(result<wire::issued_token> fetched) { land_(std::move(fetched)); }

private:
    const land_function land_;
};

asio::awaitable<void> fly(
    std::shared_ptr<token_flight> begun, std::shared_ptr<token_run> run, token_fetcher fetch,
    std::chrono::nanoseconds deadline, std::shared_ptr<landing_guard> guard)
{
    if (run->unwanted || begun->landed.is_over()) // it was stopped before it began
        co_return;
    run->begun = true;
    // Not the guard itself: the wait is the run's, and must not keep alive who keeps it.
    run->limit = begun->time->async_wait_until(
        transport::deadline::after(begun->began, deadline), run->strand,
        [weak_run = std::weak_ptr(run), weak_guard = std::weak_ptr(guard)] {
            if (const auto late = weak_guard.lock())
                late->land(wire::credential_end(errc::deadline_exceeded, "waiting for a new token"));
            if (const auto late = weak_run.lock())
                late->cancel.emit(asio::cancellation_type::terminal);
        });
    result<wire::issued_token> fetched{error(errc::internal)};
    std::exception_ptr thrown;
    try {
        fetched = co_await fetch(begun->claims);
    } catch (...) {
        thrown = std::current_exception();
    }
    run->limit.reset();
    if (thrown)
        fetched = make_error(errc::credential_failed, thrown);
    guard->land(std::move(fetched));
}

} // namespace

void start_fetch(
    const std::shared_ptr<token_flight>& begun, std::shared_ptr<token_run> run, token_fetcher fetch,
    std::chrono::nanoseconds deadline, land_function land)
{
    const auto guard = std::make_shared<landing_guard>(std::move(land));
    try {
        const auto strand = run->strand;
        auto slot = run->cancel.slot();
        auto flown = fly(begun, run, std::move(fetch), deadline, guard);
        asio::co_spawn(
            strand, std::move(flown),
            asio::bind_cancellation_slot(slot, [guard, run = std::move(run)](std::exception_ptr thrown) {
                if (thrown)
                    guard->land(make_error(errc::credential_failed, thrown));
            }));
    } catch (...) { // memory is short
        guard->land(make_error(errc::internal, std::current_exception()));
    }
}

// It may be the strand's own coroutine that is cancelled, so not from in here. Nor before it has begun: the
// slot may just be connected on another thread, and an exception of a coroutine that was cancelled before its
// first suspension goes through co_spawn, past the handler (Boost 1.81).
void cancel_fetch(const std::shared_ptr<token_flight>& unwanted) noexcept
{
    try {
        if (auto run = unwanted->run.lock()) {
            const auto strand = run->strand;
            asio::post(strand, [run = std::move(run)] {
                run->unwanted = true;
                if (run->begun)
                    run->cancel.emit(asio::cancellation_type::terminal);
            });
        }
    } catch (...) { // memory is short: it ends by itself
    }
}

} // namespace acs::cache
