#ifndef TESTS_INTEGRATION_SOAK_STAGE_HPP
#define TESTS_INTEGRATION_SOAK_STAGE_HPP

#include "soak_pace.hpp"
#include "soak_random.hpp"

#include <acs/emulator.hpp>
#include <acs/time_source.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/json/value.hpp>
#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>

/// Where a soak takes place: threads, clock, emulator.
class soak_stage
{
public:
    /// How far an exact stage's clock may go beyond a moment that a call waits for.
    static constexpr std::chrono::milliseconds longest_jump{30};

    soak_stage() = default;
    soak_stage(const soak_stage&) = delete;
    soak_stage& operator=(const soak_stage&) = delete;
    virtual ~soak_stage() = default;

    virtual acs::emulator& server() = 0;
    virtual std::shared_ptr<acs::time_source> time() = 0;
    virtual soak_pace pace() const = 0;

    /// What the clients run on.
    virtual boost::asio::any_io_executor executor() = 0;
    /// What one caller runs on: its handlers run one after the other.
    virtual boost::asio::any_io_executor make_home() = 0;

    /// Lets things go on a little.
    virtual void step(soak_random& random) = 0;
    /// Lets so much time go by.
    virtual void pass(std::chrono::milliseconds time) = 0;
    /// Waits on the clock, of client and emulator, where they can be counted.
    virtual std::size_t pending_waits() const = 0;
    /// Whether every step of time is made in step(), so that what is measured is exact.
    virtual bool is_exact() const = 0;

    /// The emulator's control interface. Throws if it refuses.
    boost::json::value control(const char* method, const char* path, const std::string& body = {});
    /// Takes steps until the condition holds. Throws if that takes minutes of real time, so that a call which
    /// hangs fails the soak instead of hanging it. \param what is waited for, for the exception's text
    void wait_for(const char* what, soak_random& random, const std::function<bool()>& condition);
    int open_connections();
    /// Waits until no client is left.
    void wait_for_end(soak_random& random);
};

#endif
