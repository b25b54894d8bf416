#include "figures/service_report.hpp"

#include "admission.hpp"
#include "figures/exposition.hpp"
#include "figures/hit_rate.hpp"
#include "figures/loop_lag.hpp"
#include "figures/service_metrics.hpp"
#include "http/http_server.hpp"
#include "service_phase.hpp"
#include "users/user_directory.hpp"

#include <boost/json.hpp>
#include <chrono>
#include <optional>

namespace token_service {

namespace {

using fractional_seconds = std::chrono::duration<double>;

boost::json::value or_null(std::optional<double> value)
{
    return value ? boost::json::value(*value) : boost::json::value();
}

} // namespace

bool service_report::is_ready() const
{
    return of_.phase.now() == service_phase::serving;
}

std::string service_report::status() const
{
    const acs::cache_stats cache = of_.cache.stats();
    const std::uint64_t hits = of_.counted.hits(), misses = of_.counted.misses();
    const fractional_seconds now = std::chrono::system_clock::now().time_since_epoch();
    std::optional<double> slack;
    if (cache.slack)
        slack = fractional_seconds(*cache.slack).count();
    const http_server* const server = server_;
    const boost::json::object all{
        {"time", now.count()},
        {"ready", is_ready()},
        {"draining", of_.phase.now() > service_phase::serving},
        {"requests", hits + misses},
        {"hits", hits},
        {"misses", misses},
        {"hitRate", or_null(of_.hits.now())},
        {"quotaUse", cache.quota_utilisation},
        {"slackSeconds", or_null(slack)},
        {"backlog", cache.backlog},
        {"entries", cache.entries},
        {"identities", of_.users.size()},
        {"renewals", cache.renewals},
        {"health", acs::to_string(cache.health)},
        {"connections", server ? server->connections() : 0},
        {"waiting", of_.door.waiting()},
        {"rejected", of_.counted.rejected()},
        {"demoLogin", of_.demo_login},
        {"emulated", of_.emulated}};
    return boost::json::serialize(all);
}

std::string service_report::metrics() const
{
    std::string text = of_.calls.text();
    of_.counted.append_to(text);
    exposition out(text);
    if (const http_server* const server = server_) {
        out.gauge(
            "token_service_connections", "Open connections.", static_cast<double>(server->connections()));
        out.begin(
            "token_service_connections_refused_total", "counter", "Requests over the limit of connections.");
        out.sample("token_service_connections_refused_total", {}, static_cast<double>(server->refused()));
    }
    out.gauge(
        "token_service_waiting", "Requests that wait for the identity service.",
        static_cast<double>(of_.door.waiting()));
    out.gauge(
        "token_service_loop_lag_seconds", "How late the event loop is.",
        fractional_seconds(of_.lag.now()).count());
    out.gauge("token_service_identities", "Users with an identity.", static_cast<double>(of_.users.size()));
    out.gauge("token_service_ready", "1 while the service is ready.", is_ready() ? 1 : 0);
    return text;
}

} // namespace token_service
