#ifndef BENCHMARKS_CACHING_PLAIN_CACHE_HPP
#define BENCHMARKS_CACHING_PLAIN_CACHE_HPP

#include <acs/time_source.hpp>

#include <cstddef>
#include <memory>
#include <shared_mutex>
#include <string>
#include <unordered_map>

namespace caching {

/// What one would write first, and what ours is compared with: a map under a readers' lock. It knows one
/// scope and lifetime, counts nothing and renews nothing.
class plain_cache
{
public:
    struct token
    {
        std::string text;
        acs::boot_time expires;
    };

    explicit plain_cache(std::shared_ptr<acs::time_source> time) : time_(std::move(time)) {}

    void fill(std::size_t count);
    std::shared_ptr<const token> get(const std::string& id) const;

private:
    std::shared_ptr<acs::time_source> time_;
    mutable std::shared_mutex mutex_;
    std::unordered_map<std::string, std::shared_ptr<const token>> tokens_;
};

} // namespace caching

#endif
