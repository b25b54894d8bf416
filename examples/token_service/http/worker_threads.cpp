#include "worker_threads.hpp"

#include <exception>
#include <iostream>
#include <string>
#include <thread>

namespace token_service {

worker_threads::worker_threads(std::size_t count)
{
    for (std::size_t i = 0; i < count; ++i) {
        owned_.push_back(std::make_unique<boost::asio::io_context>(1)); // Asio's hint that one thread runs it
        contexts_.push_back(owned_.back().get());
        guards_.push_back(boost::asio::make_work_guard(*contexts_.back()));
    }
}

worker_threads::~worker_threads() = default;

void worker_threads::run()
{
    std::vector<std::jthread> others;
    try {
        for (std::size_t i = 1; i < contexts_.size(); ++i)
            others.emplace_back([context = contexts_[i]] { run_context(*context); });
    } catch (...) {
        stop(); // or those that were started would be waited for without end
        throw;
    }
    run_context(first());
}

void worker_threads::run_context(boost::asio::io_context& context)
{
    for (;;) {
        try {
            context.run();
            return;
        } catch (const std::exception& thrown) {
            std::cerr << std::string("a handler failed: ") + thrown.what() + "\n";
        } catch (...) {
            std::cerr << "a handler failed\n";
        }
    }
}

void worker_threads::stop()
{
    for (boost::asio::io_context* const context : contexts_)
        context->stop();
}

} // namespace token_service
