#include <acs/log_cache_observer.hpp>

#include "observe/log_maker.hpp"

#include <acs/cache_attributes.hpp>

#include <optional>
#include <utility>

namespace acs {

namespace {

// The level of a failure. Who waits for the token is told; and where nobody does, the old token is still good
// and the next attempt planned: what comes of many failures is an event of its own.
log_level level_of_failure(const std::optional<errc>& error)
{
    if (!error || *error == errc::canceled || *error == errc::client_stopped)
        return log_level::debug;
    return log_level::info;
}

struct cache_event_levels
{
    static log_level of(const cache_request_event&) { return log_level::debug; }
    static log_level of(const cache_fetch_event& event) { return level_of_failure(event.error); }
    static log_level of(const cache_lapsed_event&) { return log_level::warning; }
    static log_level of(const cache_given_up_event&) { return log_level::warning; }
    static log_level of(const cache_health_event&) { return log_level::warning; }
    static log_level of(const cache_infeasible_event&) { return log_level::warning; }
    static log_level of(const cache_evicted_event&) { return log_level::debug; }
};

} // namespace

std::shared_ptr<const cache_observer> make_log_cache_observer(log_sink sink, log_level least)
{
    auto made = std::make_shared<cache_observer>();
    if (!sink)
        return made;
    const observe::log_maker<cache_observer, cache_event_levels> maker(*made, std::move(sink), least);
    maker.log(&cache_observer::lapsed, "cache_lapsed");
    maker.log(&cache_observer::given_up, "cache_given_up");
    maker.log(&cache_observer::health_changed, "cache_health_changed");
    maker.log(&cache_observer::infeasible, "cache_infeasible");
    if (least <= log_level::info)
        maker.log(&cache_observer::fetch_ended, "cache_fetch_ended");
    if (least == log_level::debug) { // so hits cost nothing at other levels
        maker.log(&cache_observer::request_ended, "cache_request_ended");
        maker.log(&cache_observer::evicted, "cache_evicted");
    }
    return made;
}

std::shared_ptr<const cache_observer> make_log_cache_observer(
    std::ostream& out, log_level least, std::shared_ptr<time_source> time)
{
    return make_log_cache_observer(make_log_sink(out, std::move(time)), least);
}

} // namespace acs
