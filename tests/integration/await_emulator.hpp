#ifndef TESTS_INTEGRATION_AWAIT_EMULATOR_HPP
#define TESTS_INTEGRATION_AWAIT_EMULATOR_HPP

#include <acs/emulator.hpp>

#include <chrono>
#include <stdexcept>

/// Goes through the emulator's thread again and again until the condition holds: what the emulator is busy
/// with has then had its turn in between. \throws std::runtime_error after half a minute
template <class Condition>
void await_emulator(acs::emulator& service, Condition condition)
{
    const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    while (!condition()) {
        if (std::chrono::steady_clock::now() > limit)
            throw std::runtime_error("the emulator does not do what the test waits for");
        service.control("GET", "stats");
    }
}

#endif
