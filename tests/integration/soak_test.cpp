#include "soak_credential_round.hpp"
#include "soak_on_manual_clock.hpp"
#include "soak_on_threads.hpp"
#include "soak_round.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <random>
#include <string>

// Short by default: one round each. ACS_SOAK_SECONDS makes it go on for so long; ACS_SOAK_SEED repeats the
// round with that seed, and goes on with the next numbers. ACS_SOAK_CALLS is the number of calls in a round.

namespace {

// NOLINTNEXTLINE(concurrency-mt-unsafe): nobody sets it
std::uint64_t number_from_environment(const char* name, std::uint64_t otherwise)
{
    const char* const value = std::getenv(name);
    return value ? std::strtoull(value, nullptr, 10) : otherwise;
}

template <class Round>
bool run(Round& round)
{
    std::vector<std::string> complaints;
    try {
        complaints = round.run();
    } catch (const std::exception& failure) {
        complaints.emplace_back(failure.what());
    }
    if (complaints.size() > 20)
        complaints.resize(20);
    for (const std::string& complaint : complaints)
        FAIL_CHECK(complaint);
    return complaints.empty();
}

void soak(soak_stage& stage, const std::string& what, std::size_t calls)
{
    std::uint64_t seed = number_from_environment("ACS_SOAK_SEED", std::random_device()());
    calls = number_from_environment("ACS_SOAK_CALLS", calls);
    const std::chrono::seconds length(number_from_environment("ACS_SOAK_SECONDS", 0));
    const auto end = std::chrono::steady_clock::now() + length;
    do {
        soak_round round(stage, seed, calls);
        const bool calls_are_well = run(round);
        soak_credential_round credentials(stage, seed, calls / 4);
        const bool credentials_are_well = run(credentials);
        MESSAGE(
            what << ", ACS_SOAK_SEED=" << seed << ": " << calls << " calls, " << round.succeeded()
                 << " succeeded, " << round.requests() << " requests; " << calls / 4
                 << " tokens from credentials, " << credentials.succeeded() << " succeeded");
        if (!calls_are_well || !credentials_are_well)
            return;
        ++seed;
    } while (std::chrono::steady_clock::now() < end);
}

} // namespace

TEST_CASE("soak: many calls at once on a clock of their own")
{
    soak_on_manual_clock stage;
    soak(stage, "manual clock", 2000);
}

TEST_CASE("soak: many calls at once on two threads")
{
    soak_on_threads stage;
    soak(stage, "two threads", 1000);
}
