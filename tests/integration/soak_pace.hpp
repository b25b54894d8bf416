#ifndef TESTS_INTEGRATION_SOAK_PACE_HPP
#define TESTS_INTEGRATION_SOAK_PACE_HPP

#include <chrono>

/// How long things take in a soak: as in life where the clock is the test's, a hundredth where it is real.
struct soak_pace
{
    std::chrono::milliseconds delay;            ///< the longest of the emulator's pauses
    std::chrono::milliseconds drip;             ///< between pieces of an answer
    std::chrono::milliseconds retry_after;      ///< what refusals ask for
    std::chrono::milliseconds retry_base;       ///< the client's first back-off
    std::chrono::milliseconds response_timeout; ///< the client's
    std::chrono::milliseconds longest_deadline; ///< of a call; the shortest is a thousandth
    std::chrono::seconds entra_token_life;      ///< one with 10 s or less left is no token
    double quota;                               ///< how much of a round's calls may go out in a second

    static soak_pace as_in_life()
    {
        using std::chrono::milliseconds;
        return {milliseconds(3000), milliseconds(20),     milliseconds(1000),       milliseconds(800),
                milliseconds(2000), milliseconds(60'000), std::chrono::seconds(12), 0.5};
    }

    static soak_pace hurried()
    {
        using std::chrono::milliseconds;
        return {milliseconds(20),  milliseconds(1),      milliseconds(10),         milliseconds(8),
                milliseconds(500), milliseconds(30'000), std::chrono::seconds(12), 5};
    }
};

#endif
