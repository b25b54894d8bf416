#include "pipeline/signing_clock.hpp"

#include <doctest/doctest.h>

#include <acs/manual_clock.hpp>

using namespace acs;
using namespace std::chrono_literals;

TEST_CASE("signing clock: the machine's time plus the last correction")
{
    const auto machine = std::make_shared<manual_clock>();
    pipeline::signing_clock clock(machine);
    CHECK(clock.now() == machine->now_utc());
    CHECK(clock.correction() == 0s);
    clock.correct(10min);
    CHECK(clock.now() == machine->now_utc() + 10min);
    clock.correct(-90s); // not added to the one before
    CHECK(clock.correction() == -90s);
    machine->advance(1h);
    CHECK(clock.now() == machine->now_utc() - 90s);
    machine->step_utc(-90s); // set by its administrator: now there is nothing wrong with it
    clock.correct(0s);
    CHECK(clock.now() == machine->now_utc());
}
