#include "comparison/interruption.hpp"

#include <csignal>
#include <ctime>
#include <stdexcept>

namespace {

volatile std::sig_atomic_t interrupted = 0;

} // namespace

void interruption::watch()
{
    struct sigaction action
    {};
    action.sa_handler = [](int) {
        interrupted = 1;
    }; // without SA_RESTART: what waits is woken
    ::sigaction(SIGINT, &action, nullptr);
    ::sigaction(SIGTERM, &action, nullptr);
}

void interruption::check()
{
    if (interrupted != 0)
        throw std::runtime_error("interrupted");
}

void interruption::sleep(std::chrono::milliseconds time)
{
    check();
    const timespec wanted{time.count() / 1000, (time.count() % 1000) * 1'000'000};
    ::nanosleep(&wanted, nullptr);
    check();
}
