#include "pipeline/pipeline.hpp"

#include "pipeline/call.hpp"
#include "pipeline/pause.hpp"
#include "pipeline/pending_prepare.hpp"
#include "pipeline/quota_limiter.hpp"
#include "pipeline/random.hpp"
#include "pipeline/start_call.hpp"
#include "pipeline/user_agent.hpp"
#include "wire/endpoint.hpp"
#include "wire/error_answer.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace acs::pipeline {

namespace asio = boost::asio;

namespace {

transport::settings transport_settings(const client_options& options)
{
    transport::settings made;
    made.endpoint = wire::parse_endpoint(options.endpoint()).value(); // checked when the options were made
    made.ca_file = options.ca_file();
    made.connect_timeout = options.connect_timeout();
    made.handshake_timeout = options.handshake_timeout();
    made.response_timeout = options.response_timeout();
    made.max_connections = std::max<std::size_t>(options.max_connections(), 1);
    made.idle_timeout = options.idle_timeout();
    made.max_response_head = std::clamp<std::size_t>(options.max_response_head(), 1024, 16 * 1024 * 1024);
    made.max_response_body = options.max_response_body();
    return made;
}

error make_error(errc code, std::string what = {})
{
    error_details details;
    details.what = std::move(what);
    return {code, std::move(details)};
}

error make_error(const wire::request& request, const transport::failure& why)
{
    error_details details;
    details.what = why.what;
    details.cause = why.cause;
    const bool broken = why.code == errc::connection_lost || why.code == errc::response_timeout;
    const bool unknown = broken && why.sent && !request.repeatable;
    return {unknown ? errc::outcome_unknown : why.code, std::move(details)};
}

// The error again, with what only the attempt loop knows.
error complete(const error& why, const call& running, unsigned attempts)
{
    error_details details = why.details();
    details.request_id = running.request_id;
    details.attempts = attempts;
    return {static_cast<errc>(why.code().value()), std::move(details)};
}

} // namespace

// What came of one attempt: an answer, or an error and whether repeating may help.
struct pipeline::outcome
{
    result<wire::response> answer;
    bool transient = false;
    bool stale = false; // the pooled connection had died while it was idle
};

// The call's end, on its strand, however the attempt loop is left.
class pipeline::ending
{
public:
    explicit ending(call& running) : running_(running) {}
    ending(const ending&) = delete;
    ending& operator=(const ending&) = delete;
    ~ending() { running_.limit.finish(); }

private:
    call& running_;
};

// Keeps a call in the list that stop() goes through.
class pipeline::registration
{
public:
    registration(pipeline& owner, const std::shared_ptr<call>& running) : owner_(owner)
    {
        const std::lock_guard lock(owner_.mutex_);
        place_ = owner_.calls_.insert(owner_.calls_.end(), running);
        accepted_ = !owner_.stopped_;
    }
    registration(const registration&) = delete;
    registration& operator=(const registration&) = delete;
    ~registration()
    {
        const std::lock_guard lock(owner_.mutex_);
        owner_.calls_.erase(place_);
    }

    bool accepted() const { return accepted_; }

private:
    pipeline& owner_;
    calls::iterator place_;
    bool accepted_ = false;
};

pipeline::pipeline(asio::any_io_executor executor, client_options options)
    : executor_(std::move(executor)), options_(std::move(options)),
      transport_(executor_, transport_settings(options_), options_.time())
{
    retry_policy_.max_retries = options_.max_retries();
    const std::chrono::nanoseconds none{};
    retry_policy_.base_delay = std::max(options_.retry_base_delay(), none);
    retry_policy_.max_delay = std::max(options_.retry_max_delay(), none);
    common_headers_.host = wire::parse_endpoint(options_.endpoint()).value().host_header;
    common_headers_.user_agent = make_user_agent(options_.application_id());
}

pipeline::~pipeline() = default;

asio::awaitable<result<wire::response>> pipeline::run(
    std::shared_ptr<pipeline> self, wire::request request, call_options options)
{
    std::string id = options.request_id();
    if (id.empty())
        id = random_uuid();
    else if (!std::all_of(id.begin(), id.end(), wire::is_visible))
        co_return make_error(
            errc::invalid_argument, "the request id has characters that a header can't have");

    const auto& time = self->options_.time();
    const auto now = time->now_boottime();
    const auto allowed = options.deadline().value_or(self->options_.deadline());
    const auto running = std::make_shared<call>(
        self->executor_, time, transport::deadline::after(now, allowed), std::move(request), std::move(id),
        options.max_retries().value_or(self->options_.max_retries()));
    co_return co_await start_call(running, repeat(self, running));
}

asio::awaitable<result<wire::response>> pipeline::repeat(
    std::shared_ptr<pipeline> self, std::shared_ptr<call> running)
{
    const ending at_the_end(*running);
    const registration listed(*self, running);
    if (!listed.accepted())
        co_return complete(errc::client_stopped, *running, 0);

    retry_policy policy = self->retry_policy_;
    policy.max_retries = running->max_retries;
    unsigned attempts = 0;
    unsigned retries = 0;
    for (bool fresh = false;;) {
        if (const auto over = running->limit.why())
            co_return complete(make_error(*over, "before sending"), *running, attempts);
        if (const auto unprepared = co_await self->prepare_credential(*running))
            co_return complete(*unprepared, *running, attempts);
        if (const auto refused = co_await self->take_permit(*running))
            co_return complete(*refused, *running, attempts);

        ++attempts;
        outcome tried = co_await self->attempt(*running, fresh);
        if (tried.answer) {
            tried.answer->request_id = running->request_id;
            tried.answer->attempts = attempts;
            co_return std::move(tried.answer);
        }
        const error why = complete(tried.answer.error(), *running, attempts);
        if (!tried.transient || running->limit.why())
            co_return why;
        if (tried.stale && !fresh) { // no fault of the service: at once, and it costs no retry
            fresh = true;
            continue;
        }
        const auto delay = policy.delay(++retries, why.retry_after(), random_fraction());
        const boot_time now = running->limit.time().now_boottime();
        // An attempt that would come too late isn't waited for: the cause now is worth more than a timeout
        // then.
        if (!delay || *delay >= running->limit.expiry() - now)
            co_return why;
        if (const auto interrupted = co_await pause_until(running->limit, now + *delay))
            co_return complete(make_error(*interrupted, "waiting to try again"), *running, attempts);
    }
}

asio::awaitable<pipeline::outcome> pipeline::attempt(call& running, bool fresh)
{
    outcome made;
    const wire::request& request = running.request;
    request_writer writer(request, common_headers_, running.request_id, options_.time()->now_utc());
    if (const auto authorised = options_.credential()->authorise(writer); !authorised) {
        made.answer = authorised.error();
        co_return made;
    }
    auto exchanged = co_await transport_.exchange(writer.finish(), fresh, running.limit);
    if (!exchanged) {
        const transport::failure failed = exchanged.error();
        const error why = make_error(request, failed);
        made.transient = retry_policy::is_transient(why, request.repeatable, failed.sent);
        made.stale = failed.stale;
        made.answer = why;
        co_return made;
    }
    if (exchanged->status == request.success_status) {
        made.answer = std::move(*exchanged);
        co_return made;
    }
    const std::array<std::string_view, 2> secrets{
        writer.authorization_secret(), request.token_in_body.reveal()};
    const error why = wire::make_service_error(request, *exchanged, options_.time()->now_utc(), secrets);
    if (exchanged->status == 401)
        options_.credential()->rejected(writer.authorization());
    made.transient = retry_policy::is_transient(why, request.repeatable, true);
    made.answer = why;
    co_return made;
}

asio::awaitable<std::optional<error>> pipeline::take_permit(call& running)
{
    auto* const limiter = quota_access::limiter(options_.quota());
    if (!limiter)
        co_return std::nullopt;
    const boot_time now = running.limit.time().now_boottime();
    const boot_time latest =
        running.limit.expiry() - std::chrono::nanoseconds(1); // at its deadline a call is over
    const auto valid_from = limiter->reserve(running.request.operation, now, latest);
    if (!valid_from)
        co_return make_error(errc::overloaded, "the quota's queue is longer than the call's deadline");
    if (*valid_from <= now)
        co_return std::nullopt;
    if (const auto interrupted = co_await pause_until(running.limit, *valid_from)) {
        limiter->give_back(running.request.operation, *valid_from);
        co_return make_error(*interrupted, "waiting for the quota");
    }
    co_return std::nullopt;
}

asio::awaitable<std::optional<error>> pipeline::prepare_credential(call& running)
{
    const auto& credential = options_.credential();
    if (credential->is_ready(options_.time()->now_utc()))
        co_return std::nullopt;
    co_return co_await prepare(credential, running.limit);
}

void pipeline::stop()
{
    transport_.stop();
    const std::lock_guard lock(mutex_);
    stopped_ = true;
    for (const std::weak_ptr<call>& listed : calls_)
        if (const auto running = listed.lock())
            running->interrupt(errc::client_stopped);
}

} // namespace acs::pipeline
