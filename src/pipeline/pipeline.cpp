#include "pipeline/pipeline.hpp"

#include "pipeline/call.hpp"
#include "pipeline/random.hpp"
#include "pipeline/user_agent.hpp"
#include "wire/make_error.hpp"
#include "wire/proxy_variables.hpp"
#include "wire/token_expiry.hpp"
#include "wire/traceparent.hpp"
#include "wire/tracestate.hpp"

#include <algorithm>
#include <boost/asio/this_coro.hpp>
#include <cstdlib>
#include <exception>
#include <optional>
#include <stop_token>
#include <utility>

namespace acs::pipeline {

namespace asio = boost::asio;

using wire::make_error;

namespace {

transport::settings transport_settings(const client_options& options, const wire::endpoint& endpoint)
{
    transport::settings made;
    made.endpoint = endpoint;
    made.ca_file = options.ca_file();
    made.connect_timeout = options.connect_timeout();
    made.handshake_timeout = options.handshake_timeout();
    made.response_timeout = options.response_timeout();
    made.max_connections = std::max<std::size_t>(options.max_connections(), 1);
    made.idle_timeout = options.idle_timeout();
    made.max_response_head = std::clamp<std::size_t>(options.max_response_head(), 1024, 16 * 1024 * 1024);
    made.max_response_body = options.max_response_body();
    made.observer = options.observer();
    const auto variable = [](const char* name) {
        return std::getenv(name);
    };
    if (const auto proxy = wire::choose_proxy(options.proxy(), variable, endpoint)) {
        made.proxy = *proxy;
    } else {
        made.broken.emplace();
        made.broken->code = errc::invalid_proxy;
        made.broken->what = proxy.error().details().what;
    }
    return made;
}

// What came out of a call as an exception. A co_await throws in a coroutine that has been cancelled.
error error_of(const std::exception_ptr& thrown, transport::deadline& limit)
{
    if (const auto over = limit.why())
        return make_error(*over);
    return make_error(errc::internal, thrown);
}

std::optional<error> check(const call_options& options)
{
    const std::string& id = options.request_id();
    if (!std::all_of(id.begin(), id.end(), wire::is_visible))
        return make_error(errc::invalid_argument, "the request id has characters that a header can't have");
    if (!options.traceparent().empty() && !wire::traceparent::parse(options.traceparent()))
        return make_error(errc::invalid_argument, "the traceparent is malformed");
    if (!options.tracestate().empty() &&
        (options.traceparent().empty() || !wire::is_tracestate(options.tracestate())))
        return make_error(
            errc::invalid_argument, options.traceparent().empty() ? "a tracestate without a traceparent"
                                                                  : "the tracestate is malformed");
    return std::nullopt;
}

} // namespace

pipeline::pipeline(asio::any_io_executor executor, client_options options)
    // The URL was checked when the options were made.
    : pipeline(std::move(executor), options, wire::parse_endpoint(options.endpoint()).value())
{}

pipeline::pipeline(asio::any_io_executor executor, client_options options, wire::endpoint destination)
    : options_(std::move(options)), endpoint_(std::move(destination)), clock_(options_.time()),
      timeouts_(std::make_shared<transport::timeout_queue>(std::move(executor), options_.time())),
      transport_(timeouts_, transport_settings(options_, endpoint_))
{
    const std::chrono::nanoseconds none{};
    policy_.max_retries = options_.max_retries();
    policy_.base_delay = std::max(options_.retry_base_delay(), none);
    policy_.max_delay = std::max(options_.retry_max_delay(), none);
    common_headers_.host = endpoint_.host_header;
    common_headers_.user_agent = make_user_agent(options_.application_id());
}

asio::awaitable<result<wire::response>> pipeline::run(
    std::shared_ptr<pipeline> self, wire::request request, call_options options)
{
    if (const auto wrong = check(options))
        co_return *wrong;
    if (self->options_.repeat_creation())
        request.repeatable = true;
    const boot_time now = self->options_.time()->now_boottime();
    const auto limit = std::make_shared<transport::deadline>(
        self->timeouts_, co_await asio::this_coro::cancellation_state,
        transport::deadline::after(now, options.deadline().value_or(self->options_.deadline())));
    // Destroyed before the deadline; if it runs just then on another thread, its destructor waits for that.
    const std::stop_callback on_stop(
        options.stop_token(), [&over = *limit] { over.interrupt(errc::canceled); });
    call running(
        *self, std::move(request), options,
        options.request_id().empty() ? random_uuid() : options.request_id(), limit,
        wire::traceparent::parse(options.traceparent()));
    if (!limit->start(transport::deadline::after(now, self->options_.response_timeout())))
        co_return running.finish(errc::client_stopped);
    std::exception_ptr thrown;
    try {
        co_return running.finish(co_await running.run());
    } catch (...) {
        thrown = std::current_exception();
    }
    co_return running.finish(error_of(thrown, *limit));
}

void pipeline::stop()
{
    transport_.stop();
    timeouts_->stop(errc::client_stopped);
}

double pipeline::random() const
{
    if (!options_.jitter())
        return random_fraction();
    try {
        const double drawn = options_.jitter()();
        return drawn >= 0 && drawn < 1 ? drawn : 0; // also if it is no number
    } catch (...) {                                 // must not hide the error that the delay is for
        return 0;
    }
}

// A clock that the service tolerates may still be wrong enough to shorten the lives of tokens.
std::optional<std::chrono::nanoseconds> pipeline::skew_to_report(const wire::response& answer)
{
    const observer* const to = options_.observer().get();
    if (!to || !to->clock_skew)
        return std::nullopt;
    const boot_time now = options_.time()->now_boottime();
    const auto skew = wire::date_skew(answer, now - answer.asked.boot);
    boot_time last = skew_reported_.load(std::memory_order_relaxed);
    if (!skew || (last != boot_time::min() && now - last < std::chrono::minutes(1)) ||
        !skew_reported_.compare_exchange_strong(last, now, std::memory_order_relaxed))
        return std::nullopt;
    return answer.asked.correction + *skew;
}

} // namespace acs::pipeline
