#ifndef BENCHMARKS_CACHING_RANDOM_READS_HPP
#define BENCHMARKS_CACHING_RANDOM_READS_HPP

#include <cstddef>
#include <cstdint>
#include <vector>

namespace caching {

/// Reads of memory at random, each where the one before said: what this machine, as busy as it is now, takes
/// for one. A hit among many entries needs a few of them, one after the other.
class random_reads
{
public:
    /// Of so many kilobytes: one line of 64 bytes in each.
    explicit random_reads(std::size_t kilobytes);

    /// Nanoseconds for one.
    double read_ns();

private:
    static constexpr std::size_t stride = 1024 / sizeof(std::uint32_t);

    std::vector<std::uint32_t> memory_;
    std::uint32_t at_ = 0;
};

} // namespace caching

#endif
