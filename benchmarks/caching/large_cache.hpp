#ifndef BENCHMARKS_CACHING_LARGE_CACHE_HPP
#define BENCHMARKS_CACHING_LARGE_CACHE_HPP

#include <acs/scope.hpp>
#include <acs/token_cache.hpp>

#include <boost/asio/io_context.hpp>
#include <cstddef>
#include <memory>

namespace caching {

/// What all benchmarks ask for.
inline const acs::scope_set asked_scopes = acs::scope::chat | acs::scope::voip;

/// Of all tokens, as the service issues them.
inline constexpr std::chrono::seconds token_life = std::chrono::hours(24);

/// A cache on a context of its own, whose source takes a permit and answers at once.
class large_cache
{
public:
    large_cache(std::shared_ptr<acs::time_source> time, acs::quota limit);

    /// Puts the tokens of the first identities.
    void fill(std::size_t count);
    /// Keeps them fresh. \throws acs::request_failed if that is infeasible.
    void keep_fresh(std::size_t count);

    acs::token_cache& cache() { return cache_; }
    boost::asio::io_context& context() { return context_; }
    acs::time_source& time() { return *time_; }

private:
    acs::token_source source();
    boost::asio::awaitable<acs::result<acs::access_token>> fetch(acs::token_request wanted);

    boost::asio::io_context context_{1};
    std::shared_ptr<acs::time_source> time_;
    acs::quota quota_;
    std::size_t fetched_ = 0;
    acs::token_cache cache_;
};

/// The service's published rate, or in proportion for more identities than it can keep fresh.
acs::quota quota_for(std::size_t entries);

} // namespace caching

#endif
