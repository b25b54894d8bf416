#include "fault_runner.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <iostream>
#include <span>

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

std::vector<fault_cell> chosen_cells(const std::vector<fault_case>& cases, const std::string& wish)
{
    std::vector<fault_cell> chosen;
    for (const fault_cell& cell : fault_cell::all(cases)) {
        if (wish == "print")
            std::cout << cell.name() << " | " << cell.expected().text() << '\n';
        if (wish == "print" || cell.name().find(wish) != std::string::npos)
            chosen.push_back(cell);
    }
    return chosen;
}

std::size_t row_length(std::span<const fault_cell> cells)
{
    std::size_t length = 1;
    while (length < cells.size() && cells[length].is_in_row_of(cells.front()))
        ++length;
    return length;
}

void check(const fault_cell& cell, const fault_observation& seen)
{
    const std::string name = cell.name();
    CAPTURE(name);
    CHECK(seen.outcome.text() == cell.expected().text());
    CHECK(seen.took <= cell.deadline());
    if (seen.outcome.error)
        CHECK(seen.attempts == seen.outcome.requests);
    CHECK(seen.one_request_id);
    CHECK(seen.created <= (cell.operation().makes_identity() ? 1 : 0));
    if (cell.operation().makes_identity() && !seen.outcome.error)
        CHECK(seen.created == 1);
    CHECK(seen.wrong_after == "");
    CHECK(seen.never_closed == 0);
    CHECK(seen.never_ended == 0);
}

} // namespace

TEST_CASE("fault matrix")
{
    const std::vector<fault_case> cases = fault_case::all();
    const std::vector<fault_cell> cells = chosen_cells(cases, environment("ACS_FAULT_MATRIX"));
    fault_runner runner;
    std::span<const fault_cell> rest(cells);
    while (!rest.empty()) {
        const auto row = rest.first(row_length(rest));
        const auto seen = runner.run_row(row);
        for (std::size_t i = 0; i < row.size(); ++i)
            check(row[i], seen[i]);
        rest = rest.subspan(row.size());
    }
}
