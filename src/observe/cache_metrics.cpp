#include "observe/cache_metrics.hpp"

#include "observe/notify.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <span>
#include <stdexcept>

namespace acs::observe {

namespace {

struct counter
{
    std::string_view name;
    std::uint64_t cache_stats::*value;
    std::string_view help;
};

constexpr counter counters[] = {
    {"acs_cache_fetches_failed_total", &cache_stats::fetches_failed,
     "Calls of the fetch function, renewals included, that gave no token."},
    {"acs_cache_discarded_total", &cache_stats::discarded,
     "Tokens not kept, since a revoke or an invalidation came between."},
    {"acs_cache_not_newer_total", &cache_stats::not_newer,
     "Fetched tokens that expired no later than the token at hand."},
    {"acs_cache_lapsed_total", &cache_stats::lapsed, "Tokens of kept-fresh entries that expired."},
    {"acs_cache_retired_total", &cache_stats::retired,
     "Entries not renewed, since nobody had asked for them."},
    {"acs_cache_evicted_total", &cache_stats::evicted, "Entries that went because of a limit."},
    {"acs_cache_overcommitted_total", &cache_stats::overcommitted,
     "Renewals planned into a second that was full."},
    {"acs_cache_infeasible_total", &cache_stats::infeasible,
     "Requests to keep a token fresh that the quota had no room for."},
};

struct gauge
{
    std::string_view name;
    std::size_t cache_stats::*value;
    std::string_view help;
};

constexpr gauge gauges[] = {
    {"acs_cache_entries", &cache_stats::entries, "Entries, with or without a token."},
    {"acs_cache_kept_fresh", &cache_stats::kept_fresh, "Entries that are renewed whether used or not."},
    {"acs_cache_bytes", &cache_stats::bytes, "Memory of tokens, ids and bookkeeping."},
    {"acs_cache_planned", &cache_stats::planned, "Renewals on the calendar."},
    {"acs_cache_backlog", &cache_stats::backlog, "Renewals that are due."},
    {"acs_cache_in_flight", &cache_stats::in_flight, "Calls of the fetch function under way."},
};

constexpr cache_health healths[] = {cache_health::healthy, cache_health::unreachable, cache_health::refused};

// Writes each metric for all the caches, as the format wants a metric's samples together.
class writer
{
public:
    using named_stats = std::vector<std::pair<std::string, cache_stats>>;

    writer(exposition& to, const named_stats& caches) : to_(to), caches_(caches) {}

    void write_requests() const
    {
        to_.begin("acs_cache_requests_total", "counter", "Requests for tokens, by how they were answered.");
        for (const auto& [name, stats] : caches_)
            for (std::size_t i = 0; i < stats.requests.size(); ++i)
                sample(
                    "acs_cache_requests_total", name, {"result", to_string(static_cast<cache_result>(i))},
                    stats.requests[i]);
    }

    void write_fetches() const
    {
        constexpr std::string_view metric = "acs_cache_fetches_total";
        to_.begin(
            metric, "counter", "Calls of the fetch function: for somebody who waited, or ahead of time.");
        for (const auto& [name, stats] : caches_) {
            sample(metric, name, {"kind", "fetch"}, stats.fetches);
            sample(metric, name, {"kind", "renewal"}, stats.renewals);
        }
    }

    void write(const counter& each) const
    {
        to_.begin(each.name, "counter", each.help);
        for (const auto& [name, stats] : caches_)
            sample(each.name, name, {}, stats.*each.value);
    }

    void write(const gauge& each) const
    {
        to_.begin(each.name, "gauge", each.help);
        for (const auto& [name, stats] : caches_)
            sample(each.name, name, {}, std::uint64_t(stats.*each.value));
    }

    template <std::size_t N>
    void write(
        std::string_view metric, cache_stats::histogram<N> cache_stats::*value, std::string_view help) const
    {
        to_.begin(metric, "histogram", help);
        for (const auto& [name, stats] : caches_)
            write_histogram(metric, name, stats.*value);
    }

    void write_slack() const
    {
        constexpr std::string_view metric = "acs_cache_slack_seconds";
        const bool any = std::any_of(
            caches_.begin(), caches_.end(), [](const auto& each) { return each.second.slack.has_value(); });
        if (any)
            to_.begin(metric, "gauge", "Shortest remaining life among tokens whose renewal is due.");
        for (const auto& [name, stats] : caches_)
            if (stats.slack)
                sample(metric, name, {}, std::chrono::duration<double>(*stats.slack).count());
    }

    void write_utilisation() const
    {
        constexpr std::string_view metric = "acs_cache_quota_utilisation_ratio";
        to_.begin(metric, "gauge", "Permits over the last 30 s by the quota's rate.");
        for (const auto& [name, stats] : caches_)
            sample(metric, name, {}, stats.quota_utilisation);
    }

    void write_health() const
    {
        constexpr std::string_view metric = "acs_cache_health";
        to_.begin(metric, "gauge", "What the cache thinks of the service: 1 for its state, 0 for others.");
        for (const auto& [name, stats] : caches_)
            for (const cache_health state : healths)
                sample(
                    metric, name, {"state", to_string(state)}, std::uint64_t(stats.health == state ? 1 : 0));
    }

private:
    void sample(std::string_view metric, std::string_view cache, exposition::label second, auto value) const
    {
        const exposition::label labels[] = {{"cache", cache}, second};
        to_.sample(metric, labels, value);
    }

    template <std::size_t N>
    void write_histogram(
        std::string_view metric, std::string_view cache, const cache_stats::histogram<N>& value) const
    {
        const std::string bucket_name = std::string(metric) + "_bucket";
        std::uint64_t count = 0;
        for (std::size_t bucket = 0; bucket < N; ++bucket) {
            count += value.counts[bucket];
            sample(bucket_name, cache, {"le", exposition::number(value.bounds[bucket])}, count);
        }
        count += value.counts[N];
        sample(bucket_name, cache, {"le", "+Inf"}, count);
        sample(std::string(metric) + "_sum", cache, {}, value.sum);
        sample(std::string(metric) + "_count", cache, {}, count);
    }

    exposition& to_;
    const named_stats& caches_;
};

bool is_cache_name(std::string_view name)
{
    return !name.empty() &&
           std::all_of(name.begin(), name.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

} // namespace

void cache_metrics::add(std::string name, source stats)
{
    if (!is_cache_name(name))
        throw std::invalid_argument("a cache's name must be printable ASCII, and not empty");
    if (!stats)
        throw std::invalid_argument("a cache without a function for its figures: " + name);
    const std::lock_guard lock(mutex_);
    if (caches_.contains(name))
        throw std::invalid_argument("there is a cache of this name: " + name);
    caches_.emplace(std::move(name), std::move(stats));
}

bool cache_metrics::remove(std::string_view name)
{
    decltype(caches_)::node_type removed; // destroyed after the lock is given back: it is the user's code
    const std::lock_guard lock(mutex_);
    if (const auto found = caches_.find(name); found != caches_.end())
        removed = caches_.extract(found);
    return !removed.empty();
}

std::vector<std::pair<std::string, cache_stats>> cache_metrics::ask() const
{
    std::vector<std::pair<std::string, cache_stats>> answers;
    const std::lock_guard lock(mutex_);
    for (const auto& [name, stats] : caches_) {
        try {
            answers.emplace_back(name, stats());
        } catch (...) {
            swallow(nullptr, std::current_exception());
        }
    }
    return answers;
}

void cache_metrics::write(exposition& to) const
{
    const auto answers = ask();
    if (answers.empty())
        return;
    const writer out(to, answers);
    out.write_requests();
    out.write(
        "acs_cache_remaining_life_seconds", &cache_stats::remaining_life,
        "How long tokens could be used still when they were served.");
    out.write_fetches();
    out.write(
        "acs_cache_refresh_lateness_seconds", &cache_stats::lateness,
        "Of renewals while the service was healthy: from the planned moment to the call.");
    for (const counter& each : counters)
        out.write(each);
    for (const gauge& each : gauges)
        out.write(each);
    out.write_slack();
    out.write_utilisation();
    out.write_health();
}

} // namespace acs::observe
