#include <acs/cache_attributes.hpp>

#include <doctest/doctest.h>
#include <set>
#include <sstream>
#include <string>

using namespace acs;
using namespace std::chrono_literals;

namespace {

// The event's attributes as `name=value` with a blank behind each.
template <class Event>
std::string shown(const Event& event)
{
    std::ostringstream out;
    std::set<std::string_view> names;
    for (const auto& [called, value] : attributes(event)) {
        const std::string_view name = called; // clang 14 doesn't let a macro's lambda use a binding
        CHECK_MESSAGE(names.insert(name).second, name);
        CHECK((name.starts_with("acs.") || name == attribute_name::error_type));
        out << name << '=' << std::boolalpha;
        std::visit([&](const auto& one) { out << one; }, value);
        out << ' ';
    }
    return out.str();
}

} // namespace

TEST_CASE("cache attributes: requests")
{
    cache_request_event event;
    CHECK(shown(event) == "acs.cache.result=hit ");
    event.result = cache_result::stale;
    event.remaining = 90s;
    CHECK(shown(event) == "acs.cache.result=stale acs.cache.remaining_life=90 ");
    event.result = cache_result::failed;
    event.remaining = 0s;
    event.error = errc::deadline_exceeded;
    CHECK(shown(event) == "acs.cache.result=failed error.type=deadline_exceeded ");
}

TEST_CASE("cache attributes: fetches")
{
    cache_fetch_event event;
    event.duration = 250ms;
    CHECK(shown(event) == "acs.cache.renewal=false acs.cache.discarded=false acs.duration=0.25 ");
    event.renewal = true;
    event.lateness = 500ms;
    event.remaining = 600s;
    event.discarded = true;
    CHECK(
        shown(event) == "acs.cache.renewal=true acs.cache.lateness=0.5 acs.cache.remaining_life=600 "
                        "acs.cache.discarded=true acs.duration=0.25 ");
    event.discarded = false;
    event.error = errc::throttled;
    event.lateness = 0s;
    CHECK(
        shown(event) == "acs.cache.renewal=true acs.cache.lateness=0 acs.cache.remaining_life=600 "
                        "error.type=throttled acs.duration=0.25 ");
}

TEST_CASE("cache attributes: what endangers tokens")
{
    cache_lapsed_event lapsed;
    CHECK(shown(lapsed) == "");
    lapsed.last_error = errc::connect_timeout;
    CHECK(shown(lapsed) == "error.type=connect_timeout ");
    cache_given_up_event given_up;
    given_up.error = errc::identity_not_found;
    CHECK(shown(given_up) == "error.type=identity_not_found ");
    cache_health_event health;
    health.after = cache_health::unreachable;
    CHECK(shown(health) == "acs.cache.previous_health=healthy acs.cache.health=unreachable ");
    cache_infeasible_event infeasible;
    infeasible.kept_fresh = 60'000;
    infeasible.fits = 54'720;
    CHECK(shown(infeasible) == "acs.cache.kept_fresh=60000 acs.cache.fits=54720 ");
    cache_evicted_event evicted;
    evicted.entries = 12;
    CHECK(shown(evicted) == "acs.cache.evicted=12 ");
}
