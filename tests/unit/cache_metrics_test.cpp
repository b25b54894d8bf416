#include <acs/metrics.hpp>

#include "observe/cache_metrics.hpp"

#include <atomic>
#include <doctest/doctest.h>
#include <stdexcept>
#include <string>
#include <thread>

using namespace acs;
using namespace std::chrono_literals;

namespace {

bool has(const std::string& text, const std::string& line)
{
    return ("\n" + text).find("\n" + line + "\n") != std::string::npos;
}

std::size_t count(const std::string& text, const std::string& part)
{
    std::size_t found = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
        ++found;
    return found;
}

cache_stats example()
{
    cache_stats stats;
    stats.requests = {100, 7, 6, 5, 4, 3, 2};
    stats.remaining_life.counts = {0, 1, 0, 2, 0, 0, 3, 4};
    stats.remaining_life.sum = 70000.5;
    stats.lateness.counts[0] = 9;
    stats.lateness.sum = 0.25;
    stats.fetches = 11;
    stats.renewals = 12;
    stats.fetches_failed = 13;
    stats.discarded = 14;
    stats.not_newer = 15;
    stats.lapsed = 16;
    stats.retired = 17;
    stats.evicted = 18;
    stats.overcommitted = 19;
    stats.infeasible = 20;
    stats.entries = 21;
    stats.kept_fresh = 22;
    stats.bytes = 23;
    stats.planned = 24;
    stats.backlog = 25;
    stats.in_flight = 26;
    stats.slack = 90500ms;
    stats.quota_utilisation = 0.75;
    stats.health = cache_health::unreachable;
    return stats;
}

} // namespace

TEST_CASE("cache metrics: every figure")
{
    metrics counted;
    counted.add_cache("chat", example);
    const std::string text = counted.text();
    CAPTURE(text);
    CHECK(has(text, "acs_cache_requests_total{cache=\"chat\",result=\"hit\"} 100"));
    CHECK(has(text, "acs_cache_requests_total{cache=\"chat\",result=\"stale\"} 7"));
    CHECK(has(text, "acs_cache_requests_total{cache=\"chat\",result=\"miss\"} 6"));
    CHECK(has(text, "acs_cache_requests_total{cache=\"chat\",result=\"join\"} 5"));
    CHECK(has(text, "acs_cache_requests_total{cache=\"chat\",result=\"negative\"} 4"));
    CHECK(has(text, "acs_cache_requests_total{cache=\"chat\",result=\"overloaded\"} 3"));
    CHECK(has(text, "acs_cache_requests_total{cache=\"chat\",result=\"failed\"} 2"));
    CHECK(has(text, "acs_cache_remaining_life_seconds_bucket{cache=\"chat\",le=\"10\"} 0"));
    CHECK(has(text, "acs_cache_remaining_life_seconds_bucket{cache=\"chat\",le=\"60\"} 1"));
    CHECK(has(text, "acs_cache_remaining_life_seconds_bucket{cache=\"chat\",le=\"300\"} 3"));
    CHECK(has(text, "acs_cache_remaining_life_seconds_bucket{cache=\"chat\",le=\"14400\"} 6"));
    CHECK(has(text, "acs_cache_remaining_life_seconds_bucket{cache=\"chat\",le=\"+Inf\"} 10"));
    CHECK(has(text, "acs_cache_remaining_life_seconds_sum{cache=\"chat\"} 70000.5"));
    CHECK(has(text, "acs_cache_remaining_life_seconds_count{cache=\"chat\"} 10"));
    CHECK(has(text, "acs_cache_refresh_lateness_seconds_bucket{cache=\"chat\",le=\"0.1\"} 9"));
    CHECK(has(text, "acs_cache_refresh_lateness_seconds_bucket{cache=\"chat\",le=\"120\"} 9"));
    CHECK(has(text, "acs_cache_refresh_lateness_seconds_sum{cache=\"chat\"} 0.25"));
    CHECK(has(text, "acs_cache_fetches_total{cache=\"chat\",kind=\"fetch\"} 11"));
    CHECK(has(text, "acs_cache_fetches_total{cache=\"chat\",kind=\"renewal\"} 12"));
    int value = 13;
    for (const char* name :
         {"fetches_failed_total", "discarded_total", "not_newer_total", "lapsed_total", "retired_total",
          "evicted_total", "overcommitted_total", "infeasible_total", "entries", "kept_fresh", "bytes",
          "planned", "backlog", "in_flight"}) {
        CAPTURE(name);
        CHECK(has(text, "acs_cache_" + std::string(name) + "{cache=\"chat\"} " + std::to_string(value++)));
    }
    CHECK(has(text, "acs_cache_slack_seconds{cache=\"chat\"} 90.5"));
    CHECK(has(text, "acs_cache_quota_utilisation_ratio{cache=\"chat\"} 0.75"));
    CHECK(has(text, "acs_cache_health{cache=\"chat\",state=\"healthy\"} 0"));
    CHECK(has(text, "acs_cache_health{cache=\"chat\",state=\"unreachable\"} 1"));
    CHECK(has(text, "acs_cache_health{cache=\"chat\",state=\"refused\"} 0"));
    CHECK(has(text, "# TYPE acs_cache_lapsed_total counter"));
    CHECK(has(text, "# TYPE acs_cache_backlog gauge"));
    CHECK(has(text, "# TYPE acs_cache_remaining_life_seconds histogram"));
}

TEST_CASE("cache metrics: each metric once for all caches, and none without a cache")
{
    metrics counted = metrics::with_labels({{"resource", "contoso"}});
    CHECK(counted.text().find("acs_cache_") == std::string::npos);
    counted.add_cache("b", example);
    counted.add_cache("a \"quoted\" \\", [] { return cache_stats(); });
    const std::string text = counted.text();
    CAPTURE(text);
    CHECK(count(text, "# TYPE acs_cache_entries ") == 1);
    CHECK(count(text, "# HELP acs_cache_entries ") == 1);
    CHECK(
        has(text, "acs_cache_entries{cache=\"a \\\"quoted\\\" \\\\\",resource=\"contoso\"} 0\n"
                  "acs_cache_entries{cache=\"b\",resource=\"contoso\"} 21"));
    CHECK(count(text, "acs_cache_slack_seconds{") == 1);
    CHECK(count(text, "acs_cache_health{") == 6);
    CHECK(count(text, "# TYPE ") == count(text, "# HELP "));

    CHECK(counted.remove_cache("b"));
    CHECK_FALSE(counted.remove_cache("b"));
    const std::string later = counted.text();
    CHECK(later.find("acs_cache_slack_seconds") == std::string::npos);
    CHECK(count(later, "acs_cache_entries{") == 1);
}

TEST_CASE("cache metrics: names that can't be used")
{
    metrics counted;
    counted.add_cache("chat", example);
    CHECK_THROWS_AS(counted.add_cache("chat", example), std::invalid_argument);
    CHECK_THROWS_AS(counted.add_cache("", example), std::invalid_argument);
    CHECK_THROWS_AS(counted.add_cache("a\nb", example), std::invalid_argument);
    CHECK_THROWS_AS(counted.add_cache("\xc3\xa4", example), std::invalid_argument);
    CHECK_THROWS_AS(counted.add_cache("none", nullptr), std::invalid_argument);
    CHECK_FALSE(counted.remove_cache("none"));
    CHECK(counted.remove_cache("chat"));
    CHECK_NOTHROW(counted.add_cache("chat", example));
    for (const char* label : {"cache", "kind", "result", "state"})
        CHECK_THROWS_AS(metrics::with_labels({{label, "x"}}), std::invalid_argument);
}

TEST_CASE("cache metrics: a cache whose figures can't be had is left out, and counted")
{
    metrics counted;
    counted.add_cache("bad", []() -> cache_stats { throw std::runtime_error("no"); });
    const auto before = observer_exceptions();
    const std::string alone = counted.text();
    CHECK(alone.find("acs_cache_") == std::string::npos);
    CHECK(observer_exceptions() == before + 1);
    CHECK(has(alone, "acs_observer_exceptions_total " + std::to_string(before + 1)));
    counted.add_cache("good", example);
    const std::string text = counted.text();
    CHECK(has(text, "acs_cache_entries{cache=\"good\"} 21"));
    CHECK(text.find("bad") == std::string::npos);
}

TEST_CASE("cache metrics: events are counted while a cache is asked; copies share the caches")
{
    metrics counted;
    const auto told = counted.observer();
    metrics copy = counted;
    copy.add_cache("chat", [told] {
        told->connection_opened(connection_opened_event());
        return cache_stats();
    });
    CHECK(counted.text() != counted.text());
    CHECK(has(counted.text(), "acs_connections 2"));
    CHECK(counted.remove_cache("chat"));
}

TEST_CASE("cache metrics: removing a cache waits for the call that is under way")
{
    metrics counted;
    std::atomic<bool> inside = false;
    std::atomic<bool> removing = false;
    std::atomic<bool> ended = false;
    counted.add_cache("chat", [&] {
        inside = true;
        while (!removing)
            std::this_thread::yield();
        for (int i = 0; i < 2000; ++i) // time enough for a removal that doesn't wait
            std::this_thread::yield();
        ended = true;
        return cache_stats();
    });
    std::thread reader([&] { (void)counted.text(); });
    while (!inside)
        std::this_thread::yield();
    removing = true;
    CHECK(counted.remove_cache("chat"));
    CHECK(ended);
    reader.join();
    CHECK(counted.text().find("acs_cache_") == std::string::npos);
}
