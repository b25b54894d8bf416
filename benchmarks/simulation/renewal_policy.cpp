#include "simulation/renewal_policy.hpp"

#include "simulation/seconds.hpp"

#include <chrono>

namespace simulation {

using namespace std::chrono_literals;

namespace {

constexpr std::chrono::nanoseconds offset = 10min;
constexpr std::chrono::nanoseconds jitter = 5min; // either way
constexpr std::chrono::nanoseconds kubelet_jitter = 10s;

std::chrono::nanoseconds part(std::chrono::nanoseconds of, double fraction)
{
    return from_seconds(in_seconds(of) * fraction);
}

} // namespace

const char* renewal_policy::name() const
{
    switch (rule_) {
    case rule::fixed_offset:
        return "fixed offset, 10 min";
    case rule::kubelet:
        return "80 % of life (kubelet)";
    case rule::jitter_redrawn:
        return "jitter redrawn per read";
    case rule::jitter_once:
        return "jitter drawn once";
    case rule::half_life:
        break;
    }
    return "half-life";
}

acs::boot_time renewal_policy::earliest(const held_token& token) const
{
    const std::chrono::nanoseconds life = token.expiry - token.issued;
    switch (rule_) {
    case rule::fixed_offset:
        return token.expiry - offset;
    case rule::kubelet:
        return token.expiry - life / 5 - kubelet_jitter;
    case rule::jitter_redrawn:
        return token.expiry - offset - jitter;
    case rule::jitter_once:
        return token.expiry - offset - jitter + part(2 * jitter, token.drawn);
    case rule::half_life:
        break;
    }
    return token.issued + life / 2;
}

bool renewal_policy::renews(const held_token& token, acs::boot_time now, random_stream& random) const
{
    switch (rule_) {
    case rule::kubelet:
        return now >= earliest(token) + part(kubelet_jitter, random.fraction());
    case rule::jitter_redrawn:
        return now >= earliest(token) + part(2 * jitter, random.fraction());
    case rule::fixed_offset:
    case rule::jitter_once:
    case rule::half_life:
        break;
    }
    return true;
}

} // namespace simulation
