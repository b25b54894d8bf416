#ifndef EXAMPLES_KEEP_FRESH_SERVICE_HPP
#define EXAMPLES_KEEP_FRESH_SERVICE_HPP

#include "call_counter.hpp"

#include <acs/client_options.hpp>
#include <acs/emulator.hpp>
#include <acs/manual_clock.hpp>
#include <acs/observer.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>
#include <memory>
#include <optional>
#include <string>

// Where the requests go, and the clock. Either a real resource and the real clock, or an emulator in this
// process and a clock that is moved here: client, cache and emulator are all given that one.
class service
{
public:
    using nanoseconds = std::chrono::nanoseconds;

    // The emulator, if there is no connection string.
    explicit service(const char* connection_string)
    {
        if (!connection_string) {
            clock_ = std::make_shared<acs::manual_clock>();
            emulator_.emplace(
                acs::emulator_options().time(clock_).quotas(true).signing(acs::token_signing::hs256));
        }
        options_ = acs::client_options::from_connection_string(
                       connection_string ? connection_string : emulator_->connection_string())
                       .value();
        auto observer = std::make_shared<acs::observer>();
        observer->attempt_started = [this](const acs::attempt_started_event& event) {
            counter_.attempt_started(event);
        };
        observer->attempt_ended = [this](const acs::attempt_ended_event& event) {
            counter_.attempt_ended(event);
        };
        options_->observer(observer);
        if (emulator_)
            options_->time(clock_).ca_file(emulator_->ca_file()).proxy("");
    }
    service(const service&) = delete;
    service& operator=(const service&) = delete;

    bool is_emulated() const { return emulator_.has_value(); }
    acs::client_options options() const { return *options_; }
    const call_counter& counted() const { return counter_; }

    void break_down() { emulator_->control("POST", "faults", R"({"kind":"status","status":503})"); }
    void recover() { emulator_->control("DELETE", "faults"); }

    nanoseconds now() const { return options_->time()->now_boottime().time_since_epoch(); }

    boost::asio::awaitable<void> sleep(nanoseconds how_long) const
    {
        using boost::asio::steady_timer;
        steady_timer alarm(co_await boost::asio::this_coro::executor, steady_timer::time_point::max());
        const auto wait = options_->time()->async_wait_until(
            acs::boot_time(now() + how_long), alarm.get_executor(), [&alarm] { alarm.cancel(); });
        co_await alarm.async_wait(boost::asio::as_tuple(boost::asio::use_awaitable));
    }

    // Runs the context until `over`. The emulator's clock stands still while a request is on its way or there
    // is something to do in this process; then it goes on to the next moment that somebody waits for.
    void run(boost::asio::io_context& context, const bool& over)
    {
        if (!clock_)
            context.run();
        while (!over)
            if (counter_.on_the_way() > 0)
                context.run_one();
            else if (context.poll_one() == 0)
                clock_->advance_to_next();
    }

private:
    std::shared_ptr<acs::manual_clock> clock_;
    std::optional<acs::emulator> emulator_;
    std::optional<acs::client_options> options_;
    call_counter counter_;
};

#endif
