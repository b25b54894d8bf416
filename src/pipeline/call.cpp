#include "pipeline/call.hpp"

#include "pipeline/pause.hpp"
#include "pipeline/permit.hpp"
#include "pipeline/pipeline.hpp"
#include "pipeline/request_writer.hpp"
#include "wire/clock_skew.hpp"
#include "wire/error_answer.hpp"
#include "wire/make_error.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace acs::pipeline {

namespace asio = boost::asio;

using wire::make_error;

namespace {

bool is_timeout(const error& why)
{
    return why == errc::connect_timeout || why == errc::handshake_timeout || why == errc::response_timeout;
}

} // namespace

call::call(
    pipeline& owner, wire::request request, const call_options& options, std::string request_id,
    std::shared_ptr<transport::deadline> limit, std::optional<wire::traceparent> parent)
    : owner_(owner), request_(std::move(request)), request_id_(std::move(request_id)),
      tracestate_(options.tracestate()), lane_(options.lane()),
      quota_(options.quota() ? *options.quota() : owner.options().quota()),
      max_retries_(options.max_retries().value_or(owner.options().max_retries())), limit_(std::move(limit)),
      authorisation_(request_, owner.options().credential()),
      hook_(options, owner.options().observer().get()), clock_correction_(owner.clock().correction()),
      report_(
          owner.options().observer().get(), limit_->time(), owner.endpoint(), request_, request_id_, parent)
{}

asio::awaitable<result<wire::response>> call::run()
{
    for (;;) {
        if (const auto over = limit_->why())
            co_return make_error(*over, "before sending");
        if (!authorisation_.is_ready(limit_->time().now_utc()))
            if (const auto unprepared = co_await authorisation_.prepare(*limit_))
                co_return *unprepared;
        if (!take_permit())
            if (const auto refused = co_await wait_for_permit())
                co_return *refused;

        ++attempts_;
        report_.attempt_started();
        hook_.attempt_started();
        verdict tried;
        {
            auto connection = owner_.transport().try_acquire(choose_connection());
            std::optional<transport::failure> unconnected;
            if (!connection)
                unconnected = co_await connect(connection);
            if (unconnected) {
                tried = judge(*unconnected);
                report_.attempt_ended(nullptr, tried.error);
            } else {
                // Signed as late as possible: the date should be that of the sending. The boot time is read
                // first: if anything comes in between, a token's life gets shorter, not longer.
                asked_.boot = limit_->time().now_boottime();
                asked_.utc = limit_->time().now_utc();
                asked_.correction = clock_correction_;
                request_writer writer(
                    request_, owner_.common_headers(), request_id_, asked_.utc + asked_.correction);
                if (const auto authorised = authorise(writer); !authorised) {
                    if (!authorisation_.was_lost(asked_.utc))
                        co_return authorised.error();
                    --attempts_; // no request was begun
                    report_.attempt_ended(nullptr, errc::credential_failed);
                    continue;
                }
                const bool reused = connection->was_used();
                auto exchanged = co_await connection->exchange(writer.finish(), *limit_);
                if (exchanged)
                    hook_.answered(*exchanged, request_id_);
                tried = exchanged ? judge(writer, *exchanged) : judge(exchanged.error());
                report_.attempt_ended(
                    exchanged ? &*exchanged : nullptr, tried.error, connection->number(), reused);
                if (!tried.error)
                    co_return std::move(*exchanged);
            }
        }
        if (tried.then == verdict::next::give_up || limit_->why())
            co_return tried.why;
        if (tried.then == verdict::next::back_off)
            if (const auto last = co_await back_off(tried.why))
                co_return *last;
    }
}

// A permit is for now. One that has got old while the call waited for the connection is replaced, else many
// calls might go at once whose permits were for different moments.
asio::awaitable<std::optional<transport::failure>> call::connect(transport::http_transport::lease& to)
{
    constexpr std::chrono::seconds permit_life(1);
    auto acquired = co_await owner_.transport().acquire(choose_connection(), *limit_);
    if (!acquired)
        co_return acquired.error();
    to = std::move(*acquired);
    if (quota_.unlimited() || limit_->time().now_boottime() - permitted_ <= permit_life || take_permit())
        co_return std::nullopt;
    const auto refused = co_await wait_for_permit();
    if (!refused)
        co_return std::nullopt;
    --attempts_; // no request was begun
    transport::failure why;
    why.code = static_cast<errc>(refused->code().value());
    why.what = refused->details().what;
    co_return why;
}

result<void> call::authorise(request_writer& writer)
{
    if (const auto trace = report_.traceparent(); !trace.empty()) {
        writer.add_header("traceparent", trace);
        if (!tracestate_.empty())
            writer.add_header("tracestate", tracestate_);
    }
    return authorisation_.add_to(writer);
}

asio::awaitable<std::optional<error>> call::back_off(error why)
{
    retry_policy policy = owner_.policy();
    policy.max_retries = max_retries_;
    auto delay = policy.delay(++retries_, why.retry_after(), owner_.random());
    const auto left = limit_->expiry() - limit_->time().now_boottime();
    if (delay && *delay >= left && why.retry_after() && *why.retry_after() < left)
        delay = *why.retry_after(); // it must not fail for what was added to it
    if (const auto refused = refuse_retry(why, delay)) {
        report_.retry_refused(*refused, why);
        co_return why;
    }
    report_.retry_scheduled(
        why.retry_after() ? retry_reason::retry_after : retry_reason::backoff, *delay, why);
    if (const auto interrupted = co_await pause_until(*limit_, limit_->time().now_boottime() + *delay))
        co_return make_error(*interrupted, "waiting to try again");
    co_return std::nullopt;
}

std::optional<retry_refusal> call::refuse_retry(
    const error& why, std::optional<std::chrono::nanoseconds> delay)
{
    if (!delay)
        return retry_refusal::retries_used;
    // An attempt that would come too late isn't waited for: the cause now is worth more than a timeout then.
    if (*delay >= limit_->expiry() - limit_->time().now_boottime())
        return retry_refusal::deadline_too_near;
    if (!owner_.budget().spend(is_timeout(why) ? retry_budget::timeout_cost : retry_budget::retry_cost))
        return retry_refusal::budget_empty;
    return std::nullopt;
}

call::verdict call::judge(const transport::failure& failed)
{
    error_details details;
    details.what = failed.what;
    details.cause = failed.cause;
    verdict made(error(failed.code, std::move(details)));
    if (!retry_policy::is_transient(made.why))
        return made;
    if (failed.sent && !request_.repeatable)
        return unknown_outcome(made.why);
    made.then = verdict::next::back_off;
    if (failed.stale && !fresh_connection_) { // the pooled connection had died while it was idle
        fresh_connection_ = true;
        made.then = verdict::next::at_once;
        report_.retry_scheduled(retry_reason::stale_connection, {}, made.why);
    }
    return made;
}

call::verdict call::judge(const request_writer& sent, const wire::response& answer)
{
    // An answer of the service itself, not of a gateway that doesn't look at signatures: the time was right.
    if (corrected_ && answer.status != 401 && answer.status < 500 && answer.status != 429)
        owner_.clock().correct(clock_correction_);
    if (answer.status == request_.success_status || answer.status == request_.other_success_status) {
        owner_.budget().earn();
        return verdict();
    }
    const std::array<std::string_view, 2> secrets{
        sent.authorization_secret(), request_.token_in_body.reveal()};
    const wire::error_reader read = request_.read_error ? request_.read_error : &wire::make_service_error;
    verdict made(authorisation_.explained(read(request_, answer, sent.now(), secrets), sent, answer));
    if (answer.status == 429) {
        report_throttled(
            quota_, request_.operation, made.why.retry_after(), permitted_, limit_->time().now_boottime(),
            owner_.random());
        report_.throttled(throttle_source::service, made.why.retry_after());
    }
    if (answer.status == 401 && learn_the_time(sent, answer)) {
        made.then = verdict::next::at_once;
        report_.retry_scheduled(retry_reason::corrected_clock, {}, made.why);
        return made;
    }
    if (answer.status == 401 && authorisation_.refused(sent, answer)) {
        made.then = verdict::next::at_once;
        report_.retry_scheduled(retry_reason::claims_challenge, {}, made.why);
        return made;
    }
    const auto& also = request_.also_transient;
    if (!retry_policy::is_transient(made.why) &&
        std::find(also.begin(), also.end(), answer.status) == also.end())
        return made;
    if (!request_.repeatable && !retry_policy::is_refusal(made.why))
        return unknown_outcome(made.why);
    made.then = verdict::next::back_off;
    return made;
}

// It may pass, but the service may have executed the request, and executing it twice does harm.
call::verdict call::unknown_outcome(const error& why)
{
    report_.retry_refused(retry_refusal::outcome_unknown, why);
    return verdict(error(errc::outcome_unknown, why.details()));
}

// After a 401: true if the signature's date was wrong by the service's clock, and the request is worth being
// signed with the service's time. Once in a call.
bool call::learn_the_time(const request_writer& sent, const wire::response& answer)
{
    const auto skew = wire::clock_skew(answer, sent.now());
    if (!skew || !sent.is_dated())
        return false;
    const auto shown = clock_correction_ - *skew; // what this machine's clock lacks
    const bool once = !std::exchange(corrected_, true);
    if (once)
        clock_correction_ = shown;
    report_.clock_skew(shown, once);
    return once;
}

transport::connection_choice call::choose_connection() const
{
    using transport::connection_choice;
    if (fresh_connection_)
        return connection_choice::fresh;
    return request_.repeatable ? connection_choice::any : connection_choice::recent;
}

bool call::take_permit()
{
    if (quota_.unlimited())
        return true;
    permitted_ = limit_->time().now_boottime();
    return take_permit_now(quota_, request_.operation, lane_, permitted_);
}

asio::awaitable<std::optional<error>> call::wait_for_permit()
{
    const boot_time asked = limit_->time().now_boottime();
    auto refused = co_await acs::pipeline::wait_for_permit(quota_, request_.operation, lane_, *limit_);
    permitted_ = limit_->time().now_boottime();
    if (refused && *refused == errc::overloaded)
        report_.throttled(throttle_source::quota_refused, std::nullopt);
    else
        report_.throttled(throttle_source::quota, permitted_ - asked);
    co_return refused;
}

result<wire::response> call::finish(result<wire::response> ended)
{
    hook_.tell();
    if (ended) {
        ended->request_id = request_id_;
        ended->attempts = attempts_;
        ended->asked = asked_;
        ended->token_lifetime = request_.token_lifetime;
        if (const auto skew = owner_.skew_to_report(*ended))
            report_.clock_skew(*skew, false);
        report_.ended(ended->status, nullptr);
        return ended;
    }
    error_details details = ended.error().details();
    details.request_id = request_id_;
    details.attempts = attempts_;
    const error completed(static_cast<errc>(ended.error().code().value()), std::move(details));
    report_.ended(completed.http_status(), &completed);
    return completed;
}

} // namespace acs::pipeline
