#include <acs/cache_observer.hpp>

#include "observe/combined.hpp"

#include <utility>

namespace acs {

std::shared_ptr<const cache_observer> combine(
    std::shared_ptr<const cache_observer> first, std::shared_ptr<const cache_observer> second)
{
    return observe::combined(
        std::move(first), std::move(second), &cache_observer::request_ended, &cache_observer::fetch_ended,
        &cache_observer::lapsed, &cache_observer::given_up, &cache_observer::health_changed,
        &cache_observer::infeasible, &cache_observer::evicted);
}

} // namespace acs
