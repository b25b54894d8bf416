#ifndef BENCHMARKS_CACHING_CACHING_OPTIONS_HPP
#define BENCHMARKS_CACHING_CACHING_OPTIONS_HPP

#include <cstddef>
#include <string>

namespace caching {

/// What `benchmarks/run cache` is told.
struct caching_options
{
    std::size_t entries = 1'000'000; ///< of the large cache
    std::size_t rounds = 21;         ///< of each timing
    bool json = false;
    bool help = false;
    std::string section; ///< one of the sections; empty: all

    /// \throws std::invalid_argument saying what is wrong.
    static caching_options parse(int argc, const char* const* argv);
    static const char* usage();

    bool wants(const std::string& name) const { return section.empty() || section == name; }
};

} // namespace caching

#endif
