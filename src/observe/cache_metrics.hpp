#ifndef ACS_OBSERVE_CACHE_METRICS_HPP
#define ACS_OBSERVE_CACHE_METRICS_HPP

#include "observe/exposition.hpp"

#include <acs/cache_stats.hpp>

#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace acs::observe {

// The metrics of token caches, asked for when they are written. Thread-safe.
class cache_metrics
{
public:
    using source = std::function<cache_stats()>;

    // Throws std::invalid_argument, see metrics::add_cache.
    void add(std::string name, source stats);
    // After this the cache's function isn't running and won't be called. False if there is no such cache.
    bool remove(std::string_view name);

    void write(exposition& to) const;

private:
    std::vector<std::pair<std::string, cache_stats>> ask() const;

    mutable std::mutex mutex_; // held while the functions run, so that `remove` waits for them
    std::map<std::string, source, std::less<>> caches_;
};

} // namespace acs::observe

#endif
