#ifndef ACS_QUOTA_OPTIONS_HPP
#define ACS_QUOTA_OPTIONS_HPP

#include <acs/operation.hpp>
#include <acs/rate.hpp>

#include <array>
#include <cstddef>

namespace acs {

/// More than any program calls: the rate of operations for which no limit is published. A 429 stops and
/// slows them as it does others.
inline constexpr rate unpublished_rate{1e9, 1e9};

/**
 * \brief 90 % of the limit that Microsoft publishes for an operation of one resource.
 * \details Creating identities and issuing tokens: 1000 in any 30 s, so 28/s with a burst of 60 (at most
 * 900); the exchanges, revoking and deleting identities: 500 in any 30 s, so 14/s with a burst of 30 (at
 * most 450). The others: \ref unpublished_rate. Source: the service limits page of the ACS documentation, as
 * of November 2026.
 */
constexpr rate published_rate(operation what) noexcept
{
    switch (what) {
    case operation::create_user:
    case operation::create_user_and_token:
    case operation::get_token:
        return {28, 60};
    case operation::get_token_for_teams_user:
    case operation::get_token_for_teams_extension_user:
    case operation::get_token_for_entra_user:
    case operation::revoke_tokens:
    case operation::delete_user:
        return {14, 30};
    case operation::get_user:
    case operation::get_teams_extension_assignment:
    case operation::set_teams_extension_assignment:
    case operation::delete_teams_extension_assignment:
        break;
    }
    return unpublished_rate;
}

/**
 * \brief What a \ref quota is made from. Every setter returns the object:
 * `acs::quota::custom(acs::quota_options().share(0.25).max_waiting(500))`.
 */
class quota_options
{
public:
    /// The published rates, all of them for this process, and at most 10,000 waiting calls.
    quota_options()
    {
        for (std::size_t i = 0; i < operation_count; ++i)
            rates_[i] = published_rate(static_cast<operation>(i));
    }

    /// The rate of one operation, for instance after Microsoft raised a limit.
    quota_options& limit(operation what, rate value)
    {
        rates_[static_cast<std::size_t>(what)] = value;
        return *this;
    }
    /// The same rate for every operation.
    quota_options& limit(rate value)
    {
        rates_.fill(value);
        return *this;
    }
    /// The rate of an operation, before \ref share is applied.
    const rate& limit(operation what) const { return rates_[static_cast<std::size_t>(what)]; }

    /**
     * \brief The fraction of the rates that this process takes, more than 0 and at most 1. Default: 1.
     * \details Several processes that use one resource can't see each other's calls; give them shares that
     * add up to at most 1. Rate and burst are both multiplied. A burst that would fall below 1 stays 1, and
     * the rate is lowered so that in 30 s no more calls go out than the share allows.
     */
    quota_options& share(double value)
    {
        share_ = value;
        return *this;
    }
    double share() const { return share_; }

    /**
     * \brief How many calls may wait at most, for each operation and lane. Default: 10,000.
     * \details The next call fails at once with errc::overloaded; 0: no call waits. The default bounds
     * memory; with the default deadline of 60 s, the rule that no call waits past its deadline acts long
     * before.
     */
    quota_options& max_waiting(std::size_t value)
    {
        max_waiting_ = value;
        return *this;
    }
    std::size_t max_waiting() const { return max_waiting_; }

private:
    std::array<rate, operation_count> rates_{};
    double share_ = 1;
    std::size_t max_waiting_ = 10'000;
};

} // namespace acs

#endif
