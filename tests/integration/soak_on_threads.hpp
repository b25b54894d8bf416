#ifndef TESTS_INTEGRATION_SOAK_ON_THREADS_HPP
#define TESTS_INTEGRATION_SOAK_ON_THREADS_HPP

#include "soak_stage.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>
#include <future>

/// Two threads and the real clock. The soak's own thread waits for its turn at the emulator and at the pool.
class soak_on_threads final : public soak_stage
{
public:
    ~soak_on_threads() override { pool_.join(); }

    acs::emulator& server() override { return server_; }
    std::shared_ptr<acs::time_source> time() override { return acs::time_source::system(); }
    soak_pace pace() const override { return soak_pace::hurried(); }
    boost::asio::any_io_executor executor() override { return pool_.get_executor(); }
    boost::asio::any_io_executor make_home() override
    {
        return boost::asio::make_strand(pool_.get_executor());
    }
    void pass(std::chrono::milliseconds time) override
    {
        const auto until = std::chrono::steady_clock::now() + time;
        while (std::chrono::steady_clock::now() < until)
            turn();
    }
    std::size_t pending_waits() const override { return 0; }
    bool is_exact() const override { return false; }
    void step(soak_random&) override { turn(); }

private:
    void turn()
    {
        server_.control("GET", "clock");
        std::promise<void> turn;
        boost::asio::post(pool_, [&turn] { turn.set_value(); });
        turn.get_future().wait();
    }

    acs::emulator server_{acs::emulator_options().signing(acs::token_signing::hs256)};
    boost::asio::thread_pool pool_{2};
};

#endif
