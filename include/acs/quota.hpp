#ifndef ACS_QUOTA_HPP
#define ACS_QUOTA_HPP

#include <acs/operation.hpp>

#include <memory>

namespace acs {

/**
 * \brief How fast one operation may be called.
 * \details In any window of W seconds at most `per_second * W + burst` calls go out.
 */
struct rate
{
    double per_second = 0; ///< calls per second in the long run; more than 0
    double burst = 1;      ///< how many calls may go at once after a pause; at least 1
};

/**
 * \brief A limit on the calls of one resource: a shareable handle.
 * \details Clients of the same resource that hold copies of one quota stay within it together. Every attempt
 * takes a permit, retries included, since the service counts rejected calls too. Calls over the rate wait in
 * order; a call that would wait past its deadline fails at once with errc::overloaded. \par Thread safety All
 * functions may be called from any thread, on copies of one handle too.
 */
class quota
{
public:
    /// No limit.
    quota() noexcept = default;

    /**
     * \brief 90 % of the limits that Microsoft publishes (per resource and 30 s: 1000 creations and tokens,
     * 500 of the other operations): 28/s with a burst of 60, and 14/s with a burst of 30. \details Source:
     * the service limits page of the ACS documentation, as of November 2026.
     */
    static quota published();

    /// The same rate for every operation. \throws std::invalid_argument if a number is out of range, or so
    /// extreme that it amounts to less than one call, or a burst of more than the calls, in 30 years.
    static quota uniform(rate limit);

    /// True if this is no limit.
    bool unlimited() const noexcept { return !limiter_; }

private:
    friend class quota_access;
    class limiter;
    std::shared_ptr<limiter> limiter_;
};

} // namespace acs

#endif
