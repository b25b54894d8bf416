#ifndef ACS_TOKEN_CACHE_OPTIONS_HPP
#define ACS_TOKEN_CACHE_OPTIONS_HPP

#include <acs/operation.hpp>
#include <acs/quota.hpp>
#include <acs/time_source.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace acs {

struct cache_observer;

/**
 * \brief How a \ref token_cache works. Every setter returns the object:
 * `acs::token_cache_options().max_entries(100'000)`. docs/token-cache.md gives the reasons for the defaults.
 */
class token_cache_options
{
public:
    using duration = std::chrono::nanoseconds;

    token_cache_options() = default;

    /// What the cache's calls take their permits from, and what renewals are planned by. Default: the
    /// client's; if that has no limit, or there is no client, quota::published().
    token_cache_options& quota(acs::quota value)
    {
        quota_ = std::move(value);
        return *this;
    }
    const std::optional<acs::quota>& quota() const { return quota_; }

    /// Which of the quota's limits counts. Default: operation::get_token.
    token_cache_options& operation(acs::operation value)
    {
        operation_ = value;
        return *this;
    }
    acs::operation operation() const { return operation_; }

    /// How many entries are kept at most. Over it expired ones go first, then those that were not used for
    /// the longest time (of a sample); never those kept fresh or being fetched. Default: no limit.
    token_cache_options& max_entries(std::size_t value)
    {
        max_entries_ = value;
        return *this;
    }
    std::size_t max_entries() const { return max_entries_; }

    /// The same for the bytes of tokens, ids and bookkeeping. Default: no limit.
    token_cache_options& max_bytes(std::size_t value)
    {
        max_bytes_ = value;
        return *this;
    }
    std::size_t max_bytes() const { return max_bytes_; }

    /// Limit of a call that gives none itself, and of the service calls that the cache makes. Default: 60 s.
    token_cache_options& deadline(duration value)
    {
        deadline_ = value;
        return *this;
    }
    duration deadline() const { return deadline_; }

    /// How many renewals run at a time at most. Default: 64, which at 28 calls a second is enough for answers
    /// that take two seconds.
    token_cache_options& max_renewals(std::size_t value)
    {
        max_renewals_ = value;
        return *this;
    }
    std::size_t max_renewals() const { return max_renewals_; }

    /// The lifetime that capacity is reckoned with for tokens that are asked for without one. Default: 24 h,
    /// as the service issues them.
    token_cache_options& default_lifetime(duration value)
    {
        default_lifetime_ = value;
        return *this;
    }
    duration default_lifetime() const { return default_lifetime_; }

    /// What snapshots belong to: one that was saved under another name is refused. Default: the client's
    /// endpoint.
    token_cache_options& resource(std::string value)
    {
        resource_ = std::move(value);
        return *this;
    }
    const std::string& resource() const { return resource_; }

    /// Clocks and waits. Default: the client's; without one time_source::system().
    token_cache_options& time(std::shared_ptr<time_source> value)
    {
        time_ = std::move(value);
        return *this;
    }
    const std::shared_ptr<time_source>& time() const { return time_; }

    /// Told of what happens in the cache. Default: nobody.
    token_cache_options& observer(std::shared_ptr<const cache_observer> value)
    {
        observer_ = std::move(value);
        return *this;
    }
    const std::shared_ptr<const cache_observer>& observer() const { return observer_; }

    /// Random numbers in [0, 1) for jitter, callable from any thread. Default: a generator of the library.
    token_cache_options& jitter(std::function<double()> value)
    {
        jitter_ = std::move(value);
        return *this;
    }
    const std::function<double()>& jitter() const { return jitter_; }

    /// Where renewals are drawn on the calendar. Default: at random; the same seed gives the same calendar.
    token_cache_options& seed(std::uint64_t value)
    {
        seed_ = value;
        return *this;
    }
    const std::optional<std::uint64_t>& seed() const { return seed_; }

private:
    std::optional<acs::quota> quota_;
    acs::operation operation_ = acs::operation::get_token;
    std::size_t max_entries_ = static_cast<std::size_t>(-1);
    std::size_t max_bytes_ = static_cast<std::size_t>(-1);
    duration deadline_ = std::chrono::seconds(60);
    std::size_t max_renewals_ = 64;
    duration default_lifetime_ = std::chrono::hours(24);
    std::string resource_;
    std::shared_ptr<time_source> time_;
    std::shared_ptr<const cache_observer> observer_;
    std::function<double()> jitter_;
    std::optional<std::uint64_t> seed_;
};

} // namespace acs

#endif
