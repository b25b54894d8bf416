#ifndef BENCHMARKS_SIMULATION_RENEWAL_POLICY_HPP
#define BENCHMARKS_SIMULATION_RENEWAL_POLICY_HPP

#include "simulation/random_stream.hpp"

#include <acs/time_source.hpp>

#include <array>

namespace simulation {

/// A token as a policy sees it.
struct held_token
{
    acs::boot_time issued{};
    acs::boot_time expiry{};
    double drawn = 0; ///< from [0, 1), once for each token
};

/// When others renew a token: a rule that looks at one token and at the time, and at nothing else.
///
/// The token is looked at whenever it is read. All policies are given the same reads: one a second for each
/// identity, at a phase of its own. The rules and where they come from:
/// - fixed offset: renewed at the first read less than 10 minutes before expiry, as the user-token
/// credentials
///   of the communication SDKs do.
/// - kubelet: at the first read when less than 20 % of the life is left, with up to 10 s of jitter, drawn
/// anew
///   at each read (Kubernetes: the kubelet's manager of service account tokens).
/// - jitter redrawn: 10 minutes before expiry, give or take up to 5 minutes that are drawn anew at each read
///   (the proactive refresh of identity SDKs). Reads come often, so the earliest draw wins: the spread is
///   tens of seconds instead of ten minutes.
/// - jitter once: the same 10 +- 5 minutes, drawn once when the token is issued.
/// - half-life: at the first read after half the life, as certificate and secret managers do.
class renewal_policy
{
public:
    enum class rule : unsigned char
    {
        fixed_offset,
        kubelet,
        jitter_redrawn,
        jitter_once,
        half_life,
    };
    static constexpr std::array<rule, 5> all = {
        rule::fixed_offset, rule::kubelet, rule::jitter_redrawn, rule::jitter_once, rule::half_life};

    explicit renewal_policy(rule what) : rule_(what) {}

    const char* name() const;
    /// No read before this moment renews the token.
    acs::boot_time earliest(const held_token& token) const;
    /// Does a read at this moment, not before `earliest`, renew it?
    bool renews(const held_token& token, acs::boot_time now, random_stream& random) const;

private:
    rule rule_;
};

} // namespace simulation

#endif
