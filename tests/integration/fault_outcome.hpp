#ifndef TESTS_INTEGRATION_FAULT_OUTCOME_HPP
#define TESTS_INTEGRATION_FAULT_OUTCOME_HPP

#include <acs/errc.hpp>

#include <optional>
#include <string>

/// What came of a call, or has to: a cell's content.
struct fault_outcome
{
    std::optional<acs::errc> error; ///< nothing: success
    int requests = 0;               ///< that the emulator saw
    int opened = 0;                 ///< connections the call opened
    int left = 0;                   ///< connections that are open afterwards

    friend bool operator==(const fault_outcome&, const fault_outcome&) = default;

    /// Such as `throttled, 4 requests, 1 opened, 1 left`.
    std::string text() const;
};

#endif
