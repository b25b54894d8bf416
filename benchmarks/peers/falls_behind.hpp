#ifndef BENCHMARKS_PEERS_FALLS_BEHIND_HPP
#define BENCHMARKS_PEERS_FALLS_BEHIND_HPP

/// Whether a program at a fixed rate is late more and more for as long as its run goes on. Calls per second
/// alone don't say it: one late end lessens them, too. All are medians of the runs.
inline bool falls_behind(double rate, double calls_per_second, double p50_ms, double seconds)
{
    return calls_per_second < 0.9 * rate && p50_ms > 50 * seconds;
}

#endif
