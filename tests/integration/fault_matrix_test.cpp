#include "fault_runner.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <iostream>

// Every fault of the emulator x every operation x the connection at hand x the
// time there is. What has to happen is in fault_cell.cpp as a few rules.
// ACS_FAULT_MATRIX=print shows the whole table; ACS_FAULT_MATRIX=TEXT runs only
// the cells whose name has TEXT in it, as in `hang | create_user |`.

namespace {

std::string environment(const char* name)
{
    const char* const value = std::getenv(name); // NOLINT(concurrency-mt-unsafe): nobody sets it
    return value ? value : "";
}

} // namespace

TEST_CASE("fault matrix")
{
    const std::string wish = environment("ACS_FAULT_MATRIX");
    const bool print = wish == "print";
    const std::vector<fault_case> cases = fault_case::all();
    fault_runner runner;
    for (const fault_cell& cell : fault_cell::all(cases)) {
        const std::string name = cell.name();
        if (!print && name.find(wish) == std::string::npos)
            continue;
        CAPTURE(name);
        const fault_outcome expected = cell.expected();
        if (print)
            std::cout << name << " | " << expected.text() << '\n';
        const fault_observation seen = runner.run_cell(cell);
        CHECK(seen.outcome.text() == expected.text());
        CHECK(seen.took <= cell.deadline());
        if (seen.outcome.error)
            CHECK(seen.attempts == seen.outcome.requests);
        CHECK(seen.one_request_id);
        if (cell.creates())
            CHECK(seen.created <= 1);
        if (cell.creates() && !seen.outcome.error)
            CHECK(seen.created == 1);
        CHECK(seen.never_closed == 0);
        CHECK(seen.never_ended == 0);
    }
}
