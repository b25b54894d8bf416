#ifndef BENCHMARKS_LOAD_PROGRAM_HPP
#define BENCHMARKS_LOAD_PROGRAM_HPP

#include "load/load_calls.hpp"
#include "load/load_main.hpp"
#include "load/load_options.hpp"
#include "load/load_report.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <exception>
#include <iostream>

/// What a worker does before a call that it has taken early.
inline boost::asio::awaitable<void> wait_until(load_calls::clock::time_point due)
{
    const auto executor = co_await boost::asio::this_coro::executor;
    boost::asio::steady_timer timer(executor, due);
    co_await timer.async_wait(boost::asio::use_awaitable);
}

/// Runs the workers until all calls are made. \throws what the first call that failed has thrown
template <class Load>
void run_workers(boost::asio::io_context& context, Load& load, std::size_t workers)
{
    std::exception_ptr failure;
    for (std::size_t i = 0; i < workers; ++i)
        boost::asio::co_spawn(context, Load::work(&load, i), [&](std::exception_ptr thrown) {
            if (thrown && !failure) {
                failure = thrown;
                load.calls.give_up();
            }
        });
    context.restart();
    context.run();
    if (failure)
        std::rethrow_exception(failure);
}

/// Warms up, measures, prints. Load has the members `calls` and `report`; a worker is `Load::work(load*,
/// number)`, and makes calls as long as any are left. Its connection is to outlive it, for the worker of this
/// number that follows.
template <class Load>
void run_load(boost::asio::io_context& context, Load& load, const load_options& options)
{
    if (options.warm_up > 0) {
        load.calls.begin(options.warm_up, 0);
        run_workers(context, load, options.concurrency);
    }
    load.calls.begin(options.calls, options.rate);
    load.report.begin();
    run_workers(context, load, options.concurrency);
    load.report.end();
    load.report.print(std::cout, options);
}

#endif
