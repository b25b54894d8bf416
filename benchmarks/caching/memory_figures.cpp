#include "caching/memory_figures.hpp"

#include "cache/refresh_scheduler.hpp"
#include "caching/large_cache.hpp"
#include "caching/measured_apart.hpp"
#include "caching/plain_cache.hpp"
#include "caching/population.hpp"
#include "simulation/random_stream.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace caching {

namespace asio = boost::asio;

namespace {

using figures = std::vector<double>;

// Fewer than of entries, since they would take gigabytes.
constexpr std::size_t timers = 200'000;

figures of_cache(std::size_t count)
{
    large_cache made(acs::time_source::system(), quota_for(count));
    const double before = resident_bytes();
    made.fill(count);
    const double grown = resident_bytes() - before - static_cast<double>(text_bytes(count));
    return {grown / static_cast<double>(count)};
}

figures of_map(std::size_t count)
{
    plain_cache made(acs::time_source::system());
    const double before = resident_bytes();
    made.fill(count);
    const double grown = resident_bytes() - before - static_cast<double>(text_bytes(count));
    return {grown / static_cast<double>(count)};
}

figures of_scheduler(std::size_t count)
{
    const acs::boot_time now{std::chrono::hours(24)};
    acs::cache::refresh_scheduler made(
        *quota_for(count).limit(acs::operation::get_token), now - std::chrono::hours(24));
    simulation::random_stream random(1);
    for (std::size_t i = 0; i < count; ++i) {
        const auto age = std::chrono::seconds(static_cast<std::int64_t>(random.between(0, 0.6 * 86'400)));
        made.plan_renewal(
            static_cast<acs::cache::entry_index>(i), now - age, now - age + token_life, random.next(), now);
    }
    return {static_cast<double>(made.memory()) / static_cast<double>(count)};
}

figures of_timers()
{
    asio::io_context context(1);
    std::vector<asio::steady_timer> made;
    made.reserve(timers);
    const double before = resident_bytes();
    std::size_t fired = 0;
    for (std::size_t i = 0; i < timers; ++i) {
        made.emplace_back(context, std::chrono::hours(20) + std::chrono::seconds(i % 10'000));
        made.back().async_wait([&fired, i](const boost::system::error_code&) { fired += i; });
    }
    return {(resident_bytes() - before) / timers};
}

asio::awaitable<void> keep(std::size_t number)
{
    const auto executor = co_await asio::this_coro::executor;
    asio::steady_timer timer(executor, std::chrono::hours(20) + std::chrono::seconds(number % 10'000));
    co_await timer.async_wait(asio::use_awaitable);
}

figures of_coroutines()
{
    asio::io_context context(1);
    const double before = resident_bytes();
    for (std::size_t i = 0; i < timers; ++i)
        asio::co_spawn(context, keep(i), [](std::exception_ptr) {}); // all that ends them is the end of all
    context.poll();
    return {(resident_bytes() - before) / timers};
}

double apart(const std::function<figures()>& measure)
{
    return measured_apart(measure).at(0);
}

} // namespace

void add_memory_figures(figure_table& table, const caching_options& options)
{
    const std::size_t count = options.entries;
    table.heading("Bytes for an identity");
    const double map = apart([&] { return of_map(count); });
    table.add(
        {"memory_cache", "the cache, beside token and id text (baseline: map)", "B",
         apart([&] { return of_cache(count); }), 128, map});
    const double scheduler = apart([&] { return of_scheduler(count); });
    const double timer = apart(of_timers);
    const double coroutine = apart(of_coroutines);
    table.add(
        {"memory_scheduler", "of it the scheduler (baseline: an asio timer each)", "B", scheduler, 13,
         timer});
    table.add(
        {"memory_scheduler_beside_coroutine", "the same (baseline: a coroutine with a timer each)", "B",
         scheduler, 13, coroutine});
}

} // namespace caching
