#include "load/load_calls.hpp"

void load_calls::begin(std::size_t calls, double rate)
{
    calls_ = calls;
    taken_ = 0;
    rate_ = rate;
    begun_ = clock::now();
}

load_calls::clock::time_point load_calls::next_due() const
{
    const std::chrono::duration<double> after(static_cast<double>(taken_) / rate_);
    return begun_ + std::chrono::duration_cast<clock::duration>(after);
}

load_calls::turn load_calls::take()
{
    const auto now = clock::now();
    if (rate_ <= 0) {
        ++taken_;
        return {now, false};
    }
    const auto due = next_due();
    ++taken_;
    return {due, due > now};
}
