#ifndef ACS_QUOTA_HPP
#define ACS_QUOTA_HPP

#include <acs/capacity.hpp>
#include <acs/lane.hpp>
#include <acs/operation.hpp>
#include <acs/quota_options.hpp>
#include <acs/rate.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>

namespace acs {

/**
 * \brief A limit on the calls of one resource: a shareable handle.
 * \details Clients of the same resource that hold copies of one quota stay within it together. Every attempt
 * takes a permit, retries included, since the service counts rejected calls too. Calls over the rate wait:
 * those of lane::foreground in order of arrival, then those of lane::background in order of arrival. A call
 * fails at once with errc::overloaded if too many wait already, or if it would wait past its deadline.
 *
 * A 429 that any of the clients gets stops all of them for as long as the service asks (5 to 10 s if it
 * doesn't say), and lowers the operation's rate for half a minute. See docs/limits.md.
 *
 * Clients that share a quota must have the same kind of time source: all the system's, or all one
 * \ref manual_clock.
 *
 * \par Thread safety
 * All functions may be called from any thread, on copies of one handle too; the clients may have different
 * executors. An execution context must not be destroyed while calls of its own wait for the quota and other
 * contexts use it: destroy its clients first, and let their calls end.
 */
class quota
{
public:
    /// No limit, and no pause after a 429.
    quota() noexcept = default;

    /**
     * \brief \ref published_rate for each operation, times a share of it for this process.
     * \param share more than 0, at most 1. \throws std::invalid_argument if it is not, or so small that not
     * one call fits in 30 s.
     */
    static quota published(double share = 1);

    /// The same rate for every operation. \throws std::invalid_argument if a number is out of range, or so
    /// extreme that it amounts to less than one call, or a burst of more than the calls, in 30 years.
    static quota uniform(rate limit);

    /// Rates, share and length of the queue as the options say. \throws std::invalid_argument as \ref
    /// published and \ref uniform do.
    static quota custom(const quota_options& options);

    /// True if this is no limit.
    bool unlimited() const noexcept { return !limiter_; }

    /// The rate of an operation, with the share applied; none if this is no limit. What a 429 takes away for
    /// a while is not taken off.
    std::optional<rate> limit(operation what) const noexcept;

private:
    friend class quota_access;
    class limiter;
    std::shared_ptr<limiter> limiter_;
};

/// \brief As \ref identities_that_fit for the operation's rate; no limit counts as an infinite rate.
inline std::uint64_t identities_that_fit(
    const quota& limit, operation what, std::chrono::seconds lifetime) noexcept
{
    return identities_that_fit(limit.limit(what).value_or(infinite_rate), lifetime);
}

/// \brief As \ref minimum_lifetime for the operation's rate; no limit counts as an infinite rate.
inline std::chrono::seconds minimum_lifetime(
    const quota& limit, operation what, std::uint64_t population) noexcept
{
    return minimum_lifetime(limit.limit(what).value_or(infinite_rate), population);
}

/// \brief As \ref cold_fill_time for the operation's rate; no limit counts as an infinite rate.
inline std::chrono::seconds cold_fill_time(
    const quota& limit, operation what, std::uint64_t population) noexcept
{
    return cold_fill_time(limit.limit(what).value_or(infinite_rate), population);
}

} // namespace acs

#endif
