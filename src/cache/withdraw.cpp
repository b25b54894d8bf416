#include "cache/withdraw.hpp"

#include "cache/core.hpp"
#include "cache/patient.hpp"
#include "transport/deadline.hpp"
#include "wire/make_error.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <exception>
#include <string>
#include <utility>

namespace acs::cache {

namespace asio = boost::asio;

namespace {

using wire::make_error;

// The operation, which goes on when its caller doesn't: what it revokes must not be served before it is known
// how it ended.
struct operation_under_way
{
    operation_under_way(std::shared_ptr<core> of, withdrawal what, communication_user whose)
        : cache(std::move(of)), how(what), user(std::move(whose))
    {
        cache->snapshots().revoked(cache->now());
        cache->revocations().begin(user.id());
        cache->call_begins();
    }
    operation_under_way(const operation_under_way&) = delete;
    operation_under_way& operator=(const operation_under_way&) = delete;
    ~operation_under_way() { end(); }

    // Once, with the first outcome.
    void end()
    {
        if (std::exchange(over, true))
            return;
        cache->revocations().end(user.id(), how == withdrawal::remove && outcome.has_value(), cache->now());
        cache->call_ends();
        ended.finish();
    }

    const std::shared_ptr<core> cache;
    const withdrawal how;
    const communication_user user;
    result<void> outcome{make_error(errc::client_stopped, "the context was destroyed")};
    completion ended;
    bool over = false;
};

asio::awaitable<void> perform(std::shared_ptr<operation_under_way> what, call_options options)
{
    if (what->cache->is_shut_down())
        co_return;
    const token_source& source = what->cache->settings().source;
    const auto& call = what->how == withdrawal::revoke ? source.revoke : source.remove;
    what->outcome = co_await call(what->user, std::move(options));
}

void finish(operation_under_way& what, const std::exception_ptr& thrown)
{
    if (thrown) {
        try {
            std::rethrow_exception(thrown);
        } catch (const std::exception& exception) {
            what.outcome = make_error(errc::internal, exception.what());
        } catch (...) {
            what.outcome = make_error(errc::internal, "an unknown exception");
        }
    }
    what.end();
}

} // namespace

asio::awaitable<result<void>> withdraw(
    std::shared_ptr<core> cache, withdrawal how, communication_user user, call_options options)
{
    const token_source& source = cache->settings().source;
    if (!(how == withdrawal::revoke ? source.revoke : source.remove))
        co_return make_error(errc::invalid_argument, "the cache's token source has no such operation");
    if (user.id().empty())
        co_return make_error(errc::invalid_argument, "the identity is empty");
    if (cache->is_stopping())
        co_return make_error(errc::client_stopped, "the cache was stopped");
    const auto executor = co_await asio::this_coro::executor;
    const auto limit = std::make_shared<transport::deadline>(
        cache->timeouts(), co_await asio::this_coro::cancellation_state, boot_time::max());
    if (!limit->start(boot_time::max()))
        co_return make_error(errc::client_stopped, "the cache was destroyed");
    if (!options.quota() && !cache->settings().quota.unlimited())
        options.quota(cache->settings().quota);

    const auto what = std::make_shared<operation_under_way>(cache, how, std::move(user));
    asio::post(cache->settings().executor, [what, options = std::move(options)]() mutable {
        asio::co_spawn(
            what->cache->settings().executor, perform(what, std::move(options)),
            [what](std::exception_ptr thrown) { finish(*what, thrown); });
    });
    patient waiting(what->ended);
    while (!what->ended.is_over()) {
        const auto interrupted = co_await waiting.wait(executor, *limit, boot_time::max());
        if (interrupted && !what->ended.is_over())
            co_return make_error(*interrupted, "the operation goes on");
    }
    co_return what->outcome;
}

} // namespace acs::cache
