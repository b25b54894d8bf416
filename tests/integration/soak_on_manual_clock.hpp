#ifndef TESTS_INTEGRATION_SOAK_ON_MANUAL_CLOCK_HPP
#define TESTS_INTEGRATION_SOAK_ON_MANUAL_CLOCK_HPP

#include "client_fixture.hpp"
#include "soak_stage.hpp"

/// One thread, and a clock that the soak moves: to the next wait when nothing else happens, and sometimes in
/// between, so that it also strikes calls at work.
class soak_on_manual_clock final : public soak_stage
{
public:
    acs::emulator& server() override { return on_.server; }
    std::shared_ptr<acs::time_source> time() override { return on_.clock; }
    soak_pace pace() const override { return soak_pace::as_in_life(); }
    boost::asio::any_io_executor executor() override { return on_.context.get_executor(); }
    boost::asio::any_io_executor make_home() override { return on_.context.get_executor(); }
    void pass(std::chrono::milliseconds time) override { on_.clock->advance(time); }
    std::size_t pending_waits() const override { return on_.clock->pending(); }
    bool is_exact() const override { return true; }

    void step(soak_random& random) override
    {
        on_.context.restart();
        if (on_.context.poll() > 0)
            idle_steps_ = 0;
        on_.server.control("GET", "clock"); // the emulator's turn
        if (random.chance(0.02))
            on_.clock->advance(random.between(std::chrono::microseconds(1), longest_jump));
        else if (++idle_steps_ > 3 && on_.clock->advance_to_next())
            idle_steps_ = 0;
    }

private:
    client_fixture on_;
    int idle_steps_ = 0;
};

#endif
