#include "caching/parallel_time.hpp"

#include "caching/interleaved_rounds.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <exception>
#include <pthread.h>
#include <sched.h>
#include <thread>
#include <vector>

namespace caching {

namespace {

constexpr int tries = 8;
constexpr double undisturbed = 0.95; // the part of the time that the processor was the thread's

struct outcome
{
    double time = 0;
    double share = 0; // CPU time by elapsed time
    std::exception_ptr failed;
};

void stay_on(std::size_t processor)
{
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(processor, &set);
    // Where that isn't allowed the thread runs anywhere.
    ::pthread_setaffinity_np(::pthread_self(), sizeof(set), &set);
}

outcome run_one(const std::function<double(std::size_t)>& work, std::size_t number)
{
    outcome made;
    const auto begun = std::chrono::steady_clock::now();
    const double begun_cpu = thread_cpu_ns();
    try {
        made.time = work(number);
    } catch (...) {
        made.failed = std::current_exception();
    }
    const std::chrono::duration<double, std::nano> passed = std::chrono::steady_clock::now() - begun;
    made.share = (thread_cpu_ns() - begun_cpu) / std::max(passed.count(), 1.0);
    return made;
}

std::vector<outcome> run_all(std::size_t threads, const std::function<double(std::size_t)>& work)
{
    std::vector<outcome> made(threads);
    std::atomic<std::size_t> ready{0};
    std::vector<std::jthread> running;
    for (std::size_t i = 0; i < threads; ++i)
        running.emplace_back([&, i] {
            if (const unsigned processors = std::thread::hardware_concurrency(); processors > 0)
                stay_on(i % processors);
            ++ready;
            while (ready < threads) {
            }
            made[i] = run_one(work, i);
        });
    running.clear(); // joins
    return made;
}

} // namespace

double parallel_time(std::size_t threads, const std::function<double(std::size_t)>& work)
{
    double best_share = 0;
    double best_time = 0;
    for (int i = 0; i < tries && best_share < undisturbed; ++i) {
        double share = 1;
        double time = 0;
        for (const outcome& each : run_all(threads, work)) {
            if (each.failed)
                std::rethrow_exception(each.failed);
            share = std::min(share, each.share);
            time += each.time / static_cast<double>(threads);
        }
        if (share > best_share) {
            best_share = share;
            best_time = time;
        }
    }
    return best_time;
}

} // namespace caching
