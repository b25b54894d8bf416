#ifndef BENCHMARKS_PEERS_LOAD_POINT_HPP
#define BENCHMARKS_PEERS_LOAD_POINT_HPP

#include <cstddef>

/// The load that all programs are put to, one after the other.
struct load_point
{
    std::size_t concurrency = 0;
    double rate = 0; ///< calls that become due in a second; 0: closed loop

    bool open() const { return rate > 0; }
};

#endif
