#include <acs/log_cache_observer.hpp>

#include <acs/manual_clock.hpp>

#include <doctest/doctest.h>
#include <sstream>
#include <string>

using namespace acs;
using namespace std::chrono_literals;

TEST_CASE("log cache observer: lines with time and level, beside a client's on one stream")
{
    std::ostringstream out;
    const auto clock = std::make_shared<manual_clock>();
    const log_sink lines = make_log_sink(out, clock);
    const auto log = make_log_cache_observer(lines, log_level::debug);
    const auto client = make_log_observer(lines);

    cache_health_event health;
    health.after = cache_health::unreachable;
    log->health_changed(health);
    retry_refused_event refused;
    refused.reason = retry_refusal::budget_empty;
    client->retry_refused(refused);
    clock->advance(1500ms);
    cache_fetch_event fetch;
    fetch.renewal = true;
    fetch.duration = 250ms;
    fetch.lateness = 100ms;
    fetch.remaining = 12min;
    fetch.error = errc::service_unavailable;
    log->fetch_ended(fetch);
    CHECK(
        out.str() == "2026-01-01T00:00:00.000Z warning cache_health_changed "
                     "acs.cache.previous_health=healthy acs.cache.health=unreachable\n"
                     "2026-01-01T00:00:00.000Z warning retry_refused acs.reason=budget_empty\n"
                     "2026-01-01T00:00:01.500Z info cache_fetch_ended acs.cache.renewal=true "
                     "acs.cache.lateness=0.100000 acs.cache.remaining_life=720.000000 "
                     "error.type=service_unavailable acs.duration=0.250000\n");
}

TEST_CASE("log cache observer: levels")
{
    log_level last{};
    std::string line;
    const auto log = make_log_cache_observer(
        [&](log_level level, std::string_view text) {
            last = level;
            line = text;
        },
        log_level::debug);
    const auto level = [&](const auto& callback, const auto& event) {
        REQUIRE(callback);
        callback(event);
        return last;
    };
    cache_request_event request;
    CHECK(level(log->request_ended, request) == log_level::debug);
    CHECK(line == "cache_request_ended acs.cache.result=hit");
    request.result = cache_result::failed;
    request.error = errc::throttled;
    CHECK(level(log->request_ended, request) == log_level::debug);
    cache_fetch_event fetch;
    CHECK(level(log->fetch_ended, fetch) == log_level::debug);
    fetch.error = errc::throttled;
    CHECK(level(log->fetch_ended, fetch) == log_level::info);
    fetch.error = errc::canceled;
    CHECK(level(log->fetch_ended, fetch) == log_level::debug);
    fetch.error = errc::client_stopped;
    CHECK(level(log->fetch_ended, fetch) == log_level::debug);
    CHECK(level(log->lapsed, cache_lapsed_event()) == log_level::warning);
    CHECK(line == "cache_lapsed");
    cache_given_up_event given_up;
    given_up.error = errc::identity_not_found;
    CHECK(level(log->given_up, given_up) == log_level::warning);
    CHECK(line == "cache_given_up error.type=identity_not_found");
    CHECK(level(log->health_changed, cache_health_event()) == log_level::warning);
    CHECK(level(log->infeasible, cache_infeasible_event()) == log_level::warning);
    CHECK(line == "cache_infeasible acs.cache.kept_fresh=0 acs.cache.fits=0");
    CHECK(level(log->evicted, cache_evicted_event()) == log_level::debug);
    CHECK(line == "cache_evicted acs.cache.evicted=0");
}

TEST_CASE("log cache observer: what is never written isn't listened to")
{
    int lines = 0;
    const auto log = make_log_cache_observer([&](log_level, std::string_view) { ++lines; });
    CHECK_FALSE(log->request_ended);
    CHECK_FALSE(log->evicted);
    log->fetch_ended(cache_fetch_event());
    CHECK(lines == 0);
    log->lapsed(cache_lapsed_event());
    CHECK(lines == 1);

    const auto warnings = make_log_cache_observer([](log_level, std::string_view) {}, log_level::warning);
    CHECK_FALSE(warnings->fetch_ended);
    CHECK(warnings->given_up);
    CHECK_FALSE(make_log_cache_observer(log_sink())->lapsed);
}

TEST_CASE("log cache observer: to a stream of its own")
{
    std::ostringstream out;
    const auto log = make_log_cache_observer(out, log_level::info, std::make_shared<manual_clock>());
    log->infeasible(cache_infeasible_event());
    CHECK(
        out.str() ==
        "2026-01-01T00:00:00.000Z warning cache_infeasible acs.cache.kept_fresh=0 acs.cache.fits=0\n");
    CHECK(make_log_cache_observer(out)->lapsed);
}
