#ifndef BENCHMARKS_CACHING_LOOKUPS_HPP
#define BENCHMARKS_CACHING_LOOKUPS_HPP

#include "caching/hot_keys.hpp"
#include "caching/interleaved_rounds.hpp"
#include "caching/key_stream.hpp"
#include "caching/large_cache.hpp"
#include "caching/plain_cache.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace caching {

/// The cache and the plain one with the same tokens, and what both are asked. All times are nanoseconds for
/// one hit.
class lookups
{
public:
    explicit lookups(std::size_t entries);

    /// "NAME clock", "NAME hot", "NAME hot map", "NAME handle", "NAME get", "NAME get by handle".
    void add_hot(interleaved_rounds& rounds, const std::string& name);
    /// "NAME random", "NAME random map".
    void add_random(interleaved_rounds& rounds, const std::string& name);
    /// "NAME hot by 1" (thread), "NAME hot by 2", "NAME hot map by 1", "NAME hot map by 2".
    void add_hot_parallel(interleaved_rounds& rounds, const std::string& name);
    /// The same with "random".
    void add_random_parallel(interleaved_rounds& rounds, const std::string& name);

private:
    double clock_ns();
    double handle_ns();
    boost::asio::awaitable<double> get_all();
    boost::asio::awaitable<double> get_all_by_handle();
    double in_coroutine(boost::asio::awaitable<double> measured);

    large_cache ours_;
    plain_cache plain_;
    const hot_keys hot_;
    std::vector<acs::token_handle> handles_;
    const std::vector<std::uint16_t> order_;
    const std::vector<std::uint16_t> other_order_;
    key_stream keys_;
    key_stream other_keys_;
};

} // namespace caching

#endif
