#ifndef BENCHMARKS_AZURE_CORE_THREAD_LOAD_HPP
#define BENCHMARKS_AZURE_CORE_THREAD_LOAD_HPP

#include "load/load_calls.hpp"
#include "load/load_options.hpp"
#include "load/load_report.hpp"

#include <barrier>
#include <exception>
#include <functional>
#include <mutex>

/// The load of a program whose calls block: a thread for each call at a time.
class thread_load
{
public:
    /// \param call makes one call; used by all threads.
    thread_load(const load_options& options, std::function<void()> call);

    /// Warms up, measures, prints. \throws what the first call that failed has thrown
    void run();

private:
    void run_thread();
    void make_calls();
    void fail(std::exception_ptr with);

    const load_options& options_;
    const std::function<void()> call_;
    std::barrier<> together_; // the threads, which are there before and after what is measured, and run()
    std::mutex mutex_;        // of what follows
    load_calls calls_;
    load_report report_;
    std::exception_ptr failure_;
};

#endif
