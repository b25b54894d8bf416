#ifndef BENCHMARKS_LOAD_CALLS_HPP
#define BENCHMARKS_LOAD_CALLS_HPP

#include <chrono>
#include <cstddef>

/// The calls of a load, which its workers take one after the other: as soon as they can, or, at a fixed rate,
/// each when it is due. Who takes a call late begins at once, and its latency counts from when it was due.
class load_calls
{
public:
    using clock = std::chrono::steady_clock;

    struct turn
    {
        clock::time_point due;
        bool early; ///< it is not due yet
    };

    /// So many calls, of which the first is due now. \param rate calls per second; 0: due when they are
    /// taken.
    void begin(std::size_t calls, double rate);
    bool left() const { return taken_ < calls_; }
    turn take();
    /// When the one that is taken next is due; for loads with a rate.
    clock::time_point next_due() const;
    /// Nothing is left: a call has failed.
    void give_up() { calls_ = 0; }

private:
    std::size_t calls_ = 0;
    std::size_t taken_ = 0;
    double rate_ = 0;
    clock::time_point begun_;
};

#endif
