#include "pipeline/pending_prepare.hpp"

#include "transport/event.hpp"
#include "wire/advice.hpp"
#include "wire/credential_end.hpp"
#include "wire/function_error.hpp"
#include "wire/make_error.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/strand.hpp>
#include <exception>
#include <string>
#include <utility>

namespace acs::pipeline {

namespace asio = boost::asio;

namespace {

// Shared with the credential's coroutine, which may outlive the call.
struct preparation
{
    explicit preparation(const asio::any_io_executor& executor)
        : strand(asio::make_strand(executor)), done(executor)
    {}

    const asio::any_io_executor strand; // of the credential's coroutine and of `cancel`
    transport::event done;
    asio::cancellation_signal cancel;
    std::optional<error> failed;
};

asio::awaitable<result<void>> run(std::shared_ptr<credential> what, std::shared_ptr<time_source> time)
{
    co_return co_await what->prepare(std::move(time));
}

// What the credential met is not what the call met: only the end of either is told by the same codes.
std::optional<error> unprepared(const std::exception_ptr& thrown, const result<void>& prepared)
{
    if (thrown)
        return wire::make_error(errc::credential_failed, thrown);
    if (prepared)
        return std::nullopt;
    const error why = wire::function_error("it", prepared.error());
    if (why == errc::credential_failed || why == errc::credential_unavailable)
        return why;
    if (why == errc::deadline_exceeded || why == errc::client_stopped)
        return wire::credential_end(why);
    error_details details = why.details();
    const std::string words = details.summary.empty() ? why.code().message() : details.summary;
    details.summary.clear();
    details.what.insert(0, words + (details.what.empty() ? "" : ": "));
    if (details.next.empty())
        details.next = wire::advice_of(static_cast<errc>(why.code().value()));
    return error(errc::credential_failed, std::move(details));
}

} // namespace

asio::awaitable<std::optional<error>> prepare(std::shared_ptr<credential> what, transport::deadline& call)
{
    const auto state = std::make_shared<preparation>(call.executor());
    asio::co_spawn(
        state->strand, run(std::move(what), call.shared_time()),
        asio::bind_cancellation_slot(
            state->cancel.slot(), [state](std::exception_ptr thrown, result<void> prepared) {
                state->failed = unprepared(thrown, prepared);
                state->done.set();
            }));
    transport::deadline::step step(call, [raw = state.get()] { raw->done.set(); });
    co_await state->done.wait();
    auto interrupted = step.why();
    if (!interrupted && !state->done.is_set())
        interrupted = errc::canceled; // a wait that ends early was cancelled
    if (interrupted) {
        asio::post(state->strand, [state] { state->cancel.emit(asio::cancellation_type::terminal); });
        error_details details;
        details.what = "waiting for the credential";
        co_return error(*interrupted, std::move(details));
    }
    co_return state->failed;
}

} // namespace acs::pipeline
