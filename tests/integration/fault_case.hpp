#ifndef TESTS_INTEGRATION_FAULT_CASE_HPP
#define TESTS_INTEGRATION_FAULT_CASE_HPP

#include <acs/errc.hpp>

#include <chrono>
#include <string>
#include <vector>

/// What a fault of the emulator amounts to, seen by a client. All expectations
/// follow from this.
enum class fault_nature
{
    harmless,     ///< the answer is good, however odd it looks
    refusal,      ///< an answer with an error status
    unusable,     ///< an answer that makes no sense, at once or never: asking again
                  ///< would not help
    break_before, ///< the connection ends before the first byte of an answer
    break_inside, ///< the connection ends within the answer
    silence,      ///< no answer, on a connection that stays open
    wrong_clock,  ///< 401, since the service's clock is another one; its Date
                  ///< header tells
};

/// One way in which the emulator misbehaves: a row of the fault matrix.
struct fault_case
{
    std::string name;
    fault_nature nature = fault_nature::harmless;
    /// The members of the emulator's rules, such as `"kind":"hang"`.
    std::vector<std::string> rules{};

    int status = 0;                      ///< of a refusal
    acs::errc unusable{};                ///< what an unusable answer is called
    bool ends_connection = false;        ///< nothing can follow on the connection
    std::chrono::nanoseconds takes{};    ///< until the answer is there, or waiting for it is given up
    std::chrono::seconds retry_after{};  ///< what a refusal asks for
    std::chrono::seconds clock_offset{}; ///< how far the emulator's clock is ahead
    bool once = false;                   ///< befalls one request only, else all of them

    /// The rules as the control interface takes them, each for one request if
    /// `once`.
    std::string json() const;

    /// Every kind the emulator knows, in its variants.
    static std::vector<fault_case> all();
};

#endif
