#include "caching/lookups.hpp"

#include "caching/parallel_time.hpp"

#include <boost/asio/co_spawn.hpp>
#include <exception>
#include <optional>
#include <stdexcept>
#include <utility>

namespace caching {

namespace asio = boost::asio;

namespace {

constexpr std::size_t hot_lookups = 40'000;
constexpr std::size_t warming = 4'000; // what was measured before has taken the processor's caches
constexpr std::size_t random_batches = 60;

// Uses the token, so that nothing is left out.
void take(std::size_t size)
{
    if (size == 0)
        throw std::runtime_error("a token was not there");
}

struct ask_ours
{
    acs::token_cache& cache;
    std::size_t operator()(const acs::communication_user& user) const
    {
        return cache.try_get(user, asked_scopes).token().size();
    }
};

struct ask_plain
{
    const plain_cache& cache;
    std::size_t operator()(const acs::communication_user& user) const
    {
        const auto found = cache.get(user.id());
        return found ? found->text.size() : 0;
    }
};

template <class Ask>
double hot_ns(
    const std::vector<acs::communication_user>& users, const std::vector<std::uint16_t>& order, Ask ask)
{
    for (std::size_t i = 0; i < warming; ++i)
        take(ask(users[order[i]]));
    const double begun = thread_cpu_ns();
    for (const std::uint16_t at : order)
        take(ask(users[at]));
    return (thread_cpu_ns() - begun) / static_cast<double>(order.size());
}

template <class Ask>
double random_ns(key_stream& keys, Ask ask)
{
    double spent = 0;
    for (std::size_t i = 0; i < random_batches; ++i) {
        const auto& users = keys.next();
        const double begun = thread_cpu_ns();
        for (const acs::communication_user& user : users)
            take(ask(user));
        spent += thread_cpu_ns() - begun;
    }
    return spent / static_cast<double>(random_batches * key_stream::batch);
}

} // namespace

lookups::lookups(std::size_t entries)
    : ours_(acs::time_source::system(), quota_for(entries)), plain_(acs::time_source::system()),
      hot_(entries), order_(hot_keys::order(hot_lookups, 1)), other_order_(hot_keys::order(hot_lookups, 2)),
      keys_(entries, 3), other_keys_(entries, 4)
{
    ours_.fill(entries);
    plain_.fill(entries);
    for (const acs::communication_user& user : hot_.users)
        handles_.push_back(ours_.cache().handle(user, asked_scopes));
}

void lookups::add_hot(interleaved_rounds& rounds, const std::string& name)
{
    rounds.add(name + " clock", [this] { return clock_ns(); });
    rounds.add(name + " hot", [this] { return hot_ns(hot_.users, order_, ask_ours{ours_.cache()}); });
    rounds.add(name + " hot map", [this] { return hot_ns(hot_.users, order_, ask_plain{plain_}); });
    rounds.add(name + " handle", [this] { return handle_ns(); });
    rounds.add(name + " get", [this] { return in_coroutine(get_all()); });
    rounds.add(name + " get by handle", [this] { return in_coroutine(get_all_by_handle()); });
}

void lookups::add_random(interleaved_rounds& rounds, const std::string& name)
{
    rounds.add(name + " random", [this] { return random_ns(keys_, ask_ours{ours_.cache()}); });
    rounds.add(name + " random map", [this] { return random_ns(keys_, ask_plain{plain_}); });
}

void lookups::add_hot_parallel(interleaved_rounds& rounds, const std::string& name)
{
    const auto hot = [this](std::size_t threads, const auto& ask) {
        return parallel_time(
            threads, [&](std::size_t i) { return hot_ns(hot_.users, i == 0 ? order_ : other_order_, ask); });
    };
    for (const std::size_t threads : {1U, 2U}) {
        const std::string by = " by " + std::to_string(threads);
        rounds.add(name + " hot" + by, [=, this] { return hot(threads, ask_ours{ours_.cache()}); });
        rounds.add(name + " hot map" + by, [=, this] { return hot(threads, ask_plain{plain_}); });
    }
}

void lookups::add_random_parallel(interleaved_rounds& rounds, const std::string& name)
{
    const auto random = [this](std::size_t threads, const auto& ask) {
        return parallel_time(
            threads, [&](std::size_t i) { return random_ns(i == 0 ? keys_ : other_keys_, ask); });
    };
    for (const std::size_t threads : {1U, 2U}) {
        const std::string by = " by " + std::to_string(threads);
        rounds.add(name + " random" + by, [=, this] { return random(threads, ask_ours{ours_.cache()}); });
        rounds.add(name + " random map" + by, [=, this] { return random(threads, ask_plain{plain_}); });
    }
}

double lookups::clock_ns()
{
    std::int64_t sum = 0;
    const double begun = thread_cpu_ns();
    for (std::size_t i = 0; i < order_.size(); ++i)
        sum += ours_.time().now_boottime().time_since_epoch().count();
    const double spent = thread_cpu_ns() - begun;
    take(static_cast<std::size_t>(sum));
    return spent / static_cast<double>(order_.size());
}

double lookups::handle_ns()
{
    for (std::size_t i = 0; i < warming; ++i)
        take(ours_.cache().try_get(handles_[order_[i]]).token().size());
    const double begun = thread_cpu_ns();
    for (const std::uint16_t at : order_)
        take(ours_.cache().try_get(handles_[at]).token().size());
    return (thread_cpu_ns() - begun) / static_cast<double>(order_.size());
}

asio::awaitable<double> lookups::get_all()
{
    for (std::size_t i = 0; i < warming; ++i)
        take(ours_.cache().try_get(hot_.users[order_[i]], asked_scopes).token().size());
    const double begun = thread_cpu_ns();
    for (const std::uint16_t at : order_) {
        const auto found = co_await ours_.cache().get(hot_.users[at], asked_scopes);
        take(found->token().size());
    }
    co_return (thread_cpu_ns() - begun) / static_cast<double>(order_.size());
}

asio::awaitable<double> lookups::get_all_by_handle()
{
    for (std::size_t i = 0; i < warming; ++i)
        take(ours_.cache().try_get(handles_[order_[i]]).token().size());
    const double begun = thread_cpu_ns();
    for (const std::uint16_t at : order_) {
        const auto found = co_await ours_.cache().get(handles_[at]);
        take(found->token().size());
    }
    co_return (thread_cpu_ns() - begun) / static_cast<double>(order_.size());
}

double lookups::in_coroutine(asio::awaitable<double> measured)
{
    std::optional<double> made;
    std::exception_ptr failed;
    asio::co_spawn(ours_.context(), std::move(measured), [&](std::exception_ptr thrown, double ns) {
        failed = thrown;
        made = ns;
    });
    while (!made)
        ours_.context().run_one();
    if (failed)
        std::rethrow_exception(failed);
    return *made;
}

} // namespace caching
