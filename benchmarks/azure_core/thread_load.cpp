#include "azure_core/thread_load.hpp"

#include <cstddef>
#include <iostream>
#include <thread>
#include <utility>
#include <vector>

thread_load::thread_load(const load_options& options, std::function<void()> call)
    : options_(options), call_(std::move(call)),
      together_(static_cast<std::ptrdiff_t>(options.concurrency) + 1), report_(options)
{}

void thread_load::run()
{
    calls_.begin(options_.warm_up, 0);
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < options_.concurrency; ++i)
        threads.emplace_back([this] { run_thread(); });
    together_.arrive_and_wait();
    if (!failure_) // else there are no calls to make
        calls_.begin(options_.calls, options_.rate);
    report_.begin();
    together_.arrive_and_wait();
    together_.arrive_and_wait();
    report_.end();
    threads.clear();
    if (failure_)
        std::rethrow_exception(failure_);
    report_.print(std::cout, options_);
}

void thread_load::run_thread()
{
    make_calls(); // to warm up
    together_.arrive_and_wait();
    together_.arrive_and_wait();
    make_calls();
    together_.arrive_and_wait();
}

void thread_load::make_calls()
{
    try {
        for (std::unique_lock lock(mutex_); calls_.left(); lock.lock()) {
            const auto turn = calls_.take();
            lock.unlock();
            if (turn.early)
                std::this_thread::sleep_until(turn.due);
            call_();
            const std::scoped_lock counting(mutex_);
            report_.add_call(turn.due);
        }
    } catch (...) {
        fail(std::current_exception());
    }
}

void thread_load::fail(std::exception_ptr with)
{
    const std::scoped_lock lock(mutex_);
    if (!failure_)
        failure_ = std::move(with);
    calls_.give_up();
}
