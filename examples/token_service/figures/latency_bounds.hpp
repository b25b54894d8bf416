#ifndef EXAMPLES_TOKEN_SERVICE_FIGURES_LATENCY_BOUNDS_HPP
#define EXAMPLES_TOKEN_SERVICE_FIGURES_LATENCY_BOUNDS_HPP

#include <array>

namespace token_service {

/// Upper bounds of the histogram of latencies, in seconds. An answer from memory takes microseconds, one that
/// has to wait for the identity service up to 20 s.
inline constexpr std::array<double, 15> latency_bounds = {0.000'005, 0.000'01, 0.000'025, 0.000'05, 0.000'1,
                                                          0.000'5,   0.001,    0.005,     0.025,    0.1,
                                                          0.25,      0.5,      1,         5,        20};

} // namespace token_service

#endif
