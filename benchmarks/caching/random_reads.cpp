#include "caching/random_reads.hpp"

#include "caching/interleaved_rounds.hpp"
#include "simulation/random_stream.hpp"

#include <utility>

namespace caching {

random_reads::random_reads(std::size_t kilobytes) : memory_(kilobytes * stride)
{
    // One circle through all of them (Sattolo's shuffle).
    for (std::size_t i = 0; i < kilobytes; ++i)
        memory_[i * stride] = static_cast<std::uint32_t>(i);
    simulation::random_stream random(5);
    for (std::size_t i = kilobytes - 1; i > 0; --i)
        std::swap(memory_[i * stride], memory_[random.next() % i * stride]);
}

double random_reads::read_ns()
{
    constexpr std::size_t reads = 30'000;
    const double begun = thread_cpu_ns();
    for (std::size_t i = 0; i < reads; ++i)
        at_ = memory_[at_ * stride];
    const double spent = thread_cpu_ns() - begun;
    volatile std::uint32_t used = at_; // so that the reads are made
    (void)used;
    return spent / reads;
}

} // namespace caching
