#include "cache/get_token.hpp"

#include "cache/core.hpp"
#include "cache/is_permanent.hpp"
#include "cache/patient.hpp"
#include "transport/deadline.hpp"
#include "wire/make_error.hpp"

#include <algorithm>
#include <boost/asio/this_coro.hpp>
#include <exception>
#include <optional>
#include <utility>

namespace acs::cache {

namespace asio = boost::asio;

using answer = cache_entry::answer;

namespace {

using wire::make_error;

// As long as no token lives, so that sums with it don't overflow.
constexpr std::chrono::nanoseconds longest_life = std::chrono::hours(24 * 36500);

// A request that could not be served at once.
class request
{
public:
    // \param newer no token at hand will do, however long it lives.
    request(core& cache, const owned_key& key, std::chrono::nanoseconds least, bool newer)
        : cache_(cache), key_(key), least_(least), newer_(newer)
    {}

    const owned_key& key() const { return key_; }
    std::chrono::nanoseconds least() const { return least_; }

    // The cache has ended or was stopped, and nobody can wait any more: what is at hand is served still.
    result<access_token> after_the_end();

    // Waits as it must, and gives what token_cache::get gives.
    asio::awaitable<result<access_token>> run(std::shared_ptr<transport::deadline> limit);

    result<access_token> serve(cache_result how, access_token token, boot_time until)
    {
        cache_.request_ended(key_, how, until - cache_.now(), std::nullopt);
        return token;
    }
    result<access_token> fail(cache_result how, error why)
    {
        cache_.request_ended(key_, how, {}, static_cast<errc>(why.code().value()));
        return why;
    }

private:
    coarse_time present() const { return cache_.store().clock().up(cache_.now()); }
    // How long a token at hand must be usable to be served.
    coarse_time least_at_hand() const { return coarse_clock::whole(newer_ ? longest_life : least_); }
    // The token at hand, if it still is.
    access_token old_token(boot_time& until) const
    {
        if (newer_)
            return {};
        return cache_.store().peek(key_.view(), present(), coarse_clock::whole(least_), until);
    }
    // Nothing if the request has to be made again.
    std::optional<result<access_token>> landed(const flight& over, bool launched);

    core& cache_;
    const owned_key& key_;
    const std::chrono::nanoseconds least_;
    const bool newer_;
};

std::optional<result<access_token>> request::landed(const flight& over, bool launched)
{
    if (over.superseded)
        return std::nullopt;
    if (over.outcome) {
        // This coroutine may have been slow to wake up, and the token been revoked since.
        if (!cache_.store().is_current(over))
            return std::nullopt;
        if (over.usable_until - cache_.now() > least_ + std::chrono::seconds(cache_entry::reserve))
            return serve(
                launched ? cache_result::miss : cache_result::join, *over.outcome, over.usable_until);
        return fail(
            cache_result::failed, make_error(errc::token_expired, "the issuer's token lives too short"));
    }
    boot_time until;
    if (access_token old = old_token(until); !old.empty())
        return serve(cache_result::stale, std::move(old), until);
    // A renewal makes one attempt, and its turn comes again. Who waits for it may have a call of their own.
    if (over.renewal && !launched && !is_permanent(over.outcome.error()) &&
        !(over.outcome.error() == errc::identity_not_found))
        return std::nullopt;
    const bool refused = over.outcome.error() == errc::overloaded;
    return fail(refused ? cache_result::overloaded : cache_result::failed, over.outcome.error());
}

result<access_token> request::after_the_end()
{
    auto asked = cache_.board().ask(key_, cache_.now(), least_at_hand(), false, false);
    if (asked.token.empty())
        return fail(cache_result::failed, make_error(errc::client_stopped, "the cache was stopped"));
    return serve(
        asked.kind == answer::serve ? cache_result::hit : cache_result::stale, std::move(asked.token),
        asked.expires);
}

asio::awaitable<result<access_token>> request::run(std::shared_ptr<transport::deadline> limit)
{
    const auto executor = co_await asio::this_coro::executor;
    bool launched = false;
    for (;;) {
        const boot_time now = cache_.now();
        auto asked = cache_.board().ask(
            key_, now, least_at_hand(), cache_.health().is_healthy(), !cache_.is_stopping());
        if (asked.kind == answer::negative)
            co_return fail(
                cache_result::negative,
                make_error(errc::identity_not_found, "the service said so less than a minute ago"));
        if (asked.kind == answer::serve)
            co_return serve(
                launched ? cache_result::miss : cache_result::hit, std::move(asked.token), asked.expires);
        if (!asked.joined && !asked.revoking) {
            if (asked.kind == answer::stale)
                co_return serve(cache_result::stale, std::move(asked.token), asked.expires);
            co_return fail(cache_result::failed, make_error(errc::client_stopped, "the cache was stopped"));
        }
        if (asked.launch) {
            launched = true;
            cache_.fetches().launch(asked.joined);
            cache_.make_room();
        }
        completion& awaited = asked.joined ? asked.joined->landed : asked.revoking->ended;
        // A token at hand is not held back for so long that it can't be served any more.
        boot_time until = limit->expiry();
        if (asked.kind == answer::stale)
            until = std::min(until, asked.expires - std::chrono::seconds(cache_entry::reserve + 1) - least_);
        patient waiting(awaited);
        while (!awaited.is_over()) {
            const auto interrupted = co_await waiting.wait(executor, *limit, until);
            if (awaited.is_over())
                break;
            if (interrupted && (*interrupted != errc::deadline_exceeded || asked.kind != answer::stale))
                co_return fail(cache_result::failed, make_error(*interrupted, "waiting for a token"));
            if (interrupted || cache_.now() >= until) {
                boot_time expires;
                if (access_token old = old_token(expires); !old.empty())
                    co_return serve(cache_result::stale, std::move(old), expires);
                if (interrupted)
                    co_return fail(cache_result::failed, make_error(*interrupted, "waiting for a token"));
                until = limit->expiry();
            }
        }
        if (asked.joined)
            if (auto ended = landed(*asked.joined, launched))
                co_return std::move(*ended);
    }
}

} // namespace

asio::awaitable<result<access_token>> get_token(
    std::shared_ptr<core> cache, owned_key key, token_options options)
{
    const boot_time now = cache->now();
    request wanted(
        *cache, key, std::clamp(options.min_remaining(), std::chrono::nanoseconds(0), longest_life),
        options.newer());
    const auto limit = std::make_shared<transport::deadline>(
        cache->timeouts(), co_await asio::this_coro::cancellation_state,
        transport::deadline::after(now, options.deadline().value_or(cache->settings().deadline)));
    if (!limit->start(limit->expiry()))
        co_return wanted.after_the_end();
    std::exception_ptr thrown;
    try {
        co_return co_await wanted.run(limit);
    } catch (...) {
        thrown = std::current_exception();
    }
    // A co_await throws in a coroutine that was cancelled.
    if (const auto over = limit->why())
        co_return wanted.fail(cache_result::failed, make_error(*over, "waiting for a token"));
    try {
        std::rethrow_exception(thrown);
    } catch (const std::exception& exception) {
        co_return wanted.fail(cache_result::failed, make_error(errc::internal, exception.what()));
    } catch (...) {
        co_return wanted.fail(cache_result::failed, make_error(errc::internal, "an unknown exception"));
    }
}

} // namespace acs::cache
