#include "caching/large_cache.hpp"

#include "caching/population.hpp"
#include "pipeline/quota_limiter.hpp"

#include <acs/quota_options.hpp>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace caching {

namespace asio = boost::asio;

large_cache::large_cache(std::shared_ptr<acs::time_source> time, acs::quota limit)
    : time_(std::move(time)), quota_(std::move(limit)),
      cache_(
          context_.get_executor(), source(),
          acs::token_cache_options().time(time_).quota(quota_).resource("benchmark").seed(1))
{}

acs::token_source large_cache::source()
{
    acs::token_source made;
    made.fetch = [this](acs::token_request wanted) {
        return fetch(std::move(wanted));
    };
    return made;
}

asio::awaitable<acs::result<acs::access_token>> large_cache::fetch(acs::token_request wanted)
{
    // As a client does, or the cache would find a permit free every time it looks.
    auto* const limiter = acs::quota_access::limiter(quota_);
    if (!limiter->take_now(acs::operation::get_token, wanted.call.lane(), time_->now_boottime()))
        co_return acs::error(acs::errc::overloaded);
    co_return token_of(++fetched_, *time_, token_life);
}

void large_cache::fill(std::size_t count)
{
    for (std::size_t i = 0; i < count; ++i)
        if (!cache_.put(identity(i), asked_scopes, token_of(i, *time_, token_life)))
            throw std::runtime_error("the cache did not take a token");
}

void large_cache::keep_fresh(std::size_t count)
{
    for (std::size_t i = 0; i < count; ++i)
        cache_.keep_fresh(identity(i), asked_scopes).value();
}

acs::quota quota_for(std::size_t entries)
{
    const acs::rate published = acs::published_rate(acs::operation::get_token);
    const double factor = std::max(1.0, static_cast<double>(entries) / 1e6);
    return acs::quota::uniform({published.per_second * factor, published.burst * factor});
}

} // namespace caching
