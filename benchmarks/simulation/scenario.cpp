#include "simulation/scenario.hpp"

#include "simulation/random_stream.hpp"
#include "simulation/seconds.hpp"

#include <acs/capacity.hpp>

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace simulation {

using namespace std::chrono_literals;

namespace {

constexpr std::chrono::seconds cut_lasts = 10min;

// The client's limits are 90 % of the service's.
std::size_t service_limit(acs::rate client)
{
    return static_cast<std::size_t>(std::ceil((30 * client.per_second + client.burst) / 0.9 - 1e-9));
}

} // namespace

acs::rate scenario::own_limit() const
{
    return {limit.per_second * share, limit.burst * share};
}

double scenario::planned() const
{
    return acs::planned_rate(own_limit());
}

std::chrono::seconds scenario::shortest_life() const
{
    return *std::min_element(lifetimes.begin(), lifetimes.end());
}

std::chrono::seconds scenario::longest_life() const
{
    return *std::max_element(lifetimes.begin(), lifetimes.end());
}

std::uint32_t scenario::feasible() const
{
    double per_identity = 0; // renewals per second, on average
    for (const std::chrono::seconds each : lifetimes)
        per_identity += acs::steady_renewals(1, each) / static_cast<double>(lifetimes.size());
    const double fit = lifetimes.size() == 1
                           ? static_cast<double>(acs::identities_that_fit(own_limit(), lifetimes.front()))
                           : std::floor(planned() / per_identity);
    return static_cast<std::uint32_t>(std::min<double>(fit, population));
}

double scenario::renewals() const
{
    double sum = 0;
    for (const std::chrono::seconds each : lifetimes)
        sum += acs::steady_renewals(1, each);
    return sum * feasible() / static_cast<double>(lifetimes.size());
}

timeline::timeline(const scenario& of)
{
    random_stream random(of.seed ^ 0x7d3a'55f1);
    const double fill = of.feasible() / of.planned();
    const auto life = static_cast<double>(of.longest_life().count());
    const std::chrono::seconds lasts = of.quota_cut ? cut_lasts : of.outage;
    const auto length = static_cast<double>(lasts.count());

    // In the steady state, and with a life to go afterwards.
    double first = of.outage_at.value_or(fill + life);
    double last = of.outage_at.value_or(fill + 2 * life);
    double total = std::max(fill + 3 * life, last + length + life);
    if (of.hours) {
        total = *of.hours * 3600;
        if (!of.outage_at) {
            last = total - length - life;
            first = std::min(first, last);
        }
        const bool anything = length > 0 || of.clock_step != 0s;
        const double earliest = of.outage_at ? last + length : fill + length + life;
        if (anything && earliest > total)
            throw std::invalid_argument(
                "--hours is too short: the cold fill, what happens then and a life after it need " +
                std::to_string(earliest / 3600) + " hours");
    }
    end = start_of_time + from_seconds(total);
    const acs::boot_time drawn = start_of_time + from_seconds(random.between(first, last));
    if (length > 0)
        disturbed = {drawn, drawn + lasts};
    if (of.clock_step != 0s)
        clock_step = start_of_time + from_seconds(random.between(first, last));

    service.limit = service_limit(of.limit);
    if (of.quota_cut) {
        service.cut = disturbed;
        service.cut_limit = *of.quota_cut;
    } else {
        service.outage = disturbed;
    }
    if (of.silent)
        service.failure_takes = *of.silent;
}

} // namespace simulation
