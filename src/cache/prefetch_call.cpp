#include "cache/prefetch_call.hpp"

#include "cache/core.hpp"
#include "transport/sleeper.hpp"
#include "wire/make_error.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

namespace acs::cache {

namespace asio = boost::asio;

namespace {

using wire::make_error;

// However the prefetch is left, nobody is told any more, and what was not fetched is not wanted any more.
class watching
{
public:
    watching(std::size_t total, transport::sleeper& who)
        : watch_(std::make_shared<prefetch_watch>(total, [&who] { who.wake(); }))
    {}
    watching(const watching&) = delete;
    watching& operator=(const watching&) = delete;
    ~watching() { watch_->abandon(); }

    const std::shared_ptr<prefetch_watch>& watch() const { return watch_; }

private:
    std::shared_ptr<prefetch_watch> watch_;
};

void tell(const prefetch_options& options, const prefetch_progress& progress) noexcept
{
    if (!options.on_progress())
        return;
    try {
        options.on_progress()(progress);
    } catch (...) { // documented: it is dropped
    }
}

// How many of them need room: those that are kept fresh have theirs. Each counts once.
std::size_t newcomers(
    const keeper& entries, const std::vector<communication_user>& users, const scope_set& scopes,
    const prefetch_options& options)
{
    std::unordered_set<std::string_view> seen;
    for (const communication_user& user : users)
        if (!entries.is_kept(owned_key(user.id(), scopes, options.lifetime())))
            seen.insert(user.id());
    return seen.size();
}

// What a prefetch begins to keep fresh, so that it can be undone.
class keeping
{
public:
    explicit keeping(core& cache) : cache_(cache) {}

    // False if it doesn't fit; then nothing is kept that wasn't before.
    bool add(const owned_key& key, coarse_time life)
    {
        const bool kept = cache_.entries().is_kept(key);
        if (!cache_.entries().keep_fresh(key, life, cache_.now())) {
            for (const owned_key& each : added_)
                cache_.entries().release(each);
            return false;
        }
        if (!kept)
            added_.push_back(key);
        return true;
    }

private:
    core& cache_;
    std::vector<owned_key> added_;
};

} // namespace

asio::awaitable<result<prefetch_progress>> prefetch(
    std::shared_ptr<core> cache, std::vector<communication_user> users, scope_set scopes,
    prefetch_options options)
{
    constexpr std::size_t batch = 256; // then the executor's other work has its turn
    const boot_time begun = cache->now();
    const auto executor = co_await asio::this_coro::executor;
    const auto limit = std::make_shared<transport::deadline>(
        cache->timeouts(), co_await asio::this_coro::cancellation_state,
        options.deadline() ? transport::deadline::after(begun, *options.deadline()) : boot_time::max());
    if (cache->is_stopping() || !limit->start(limit->expiry()))
        co_return make_error(errc::client_stopped, "the cache was stopped");
    const coarse_time life = cache->expected_life(options.lifetime());
    const std::size_t room = cache->schedule().room(life);
    const std::size_t kept = cache->schedule().kept();
    if (users.size() > room)
        if (const std::size_t more = newcomers(cache->entries(), users, scopes, options); more > room)
            co_return cache->infeasible(kept + more, kept + room);

    transport::sleeper asleep;
    const watching held(users.size(), asleep);
    keeping added(*cache);
    for (std::size_t i = 0; i < users.size(); ++i) {
        const owned_key key(users[i].id(), scopes, options.lifetime());
        if (options.keep_fresh() && !added.add(key, life)) // others took the room meanwhile
            co_return cache->infeasible(kept + users.size(), kept + room);
        cache->entries().watch(key, held.watch(), cache->now());
        if (i % batch == batch - 1) {
            cache->make_room();
            co_await asio::post(executor, asio::use_awaitable);
            if (const auto over = limit->why())
                co_return make_error(*over, "planning the prefetch");
        }
    }
    cache->make_room();
    prefetch_progress told;
    for (;;) {
        const prefetch_progress progress = held.watch()->progress();
        if (progress.ready != told.ready || progress.failed != told.failed || progress.total == 0)
            tell(options, progress);
        told = progress;
        if (progress.ready + progress.failed >= progress.total)
            co_return progress;
        if (cache->is_stopping())
            co_return make_error(errc::client_stopped, "the cache was stopped");
        const auto over = co_await asleep.sleep(executor, *limit, cache->now() + std::chrono::seconds(30));
        if (over)
            co_return make_error(*over, std::to_string(progress.ready) + " tokens are ready");
    }
}

} // namespace acs::cache
