#ifndef EXAMPLES_TOKEN_SERVICE_FIGURES_SERVICE_REPORT_HPP
#define EXAMPLES_TOKEN_SERVICE_FIGURES_SERVICE_REPORT_HPP

#include <acs/metrics.hpp>
#include <acs/token_cache.hpp>

#include <atomic>
#include <string>

namespace token_service {

class admission;
class hit_rate;
class http_server;
class loop_lag;
class service_metrics;
class service_phase;
class user_directory;

/// How the service stands: as JSON for its page, as metrics for Prometheus. Thread-safe.
class service_report
{
public:
    /// What is reported on; all must outlive the report.
    struct sources
    {
        const service_phase& phase;
        const service_metrics& counted;
        const hit_rate& hits;
        const loop_lag& lag;
        const admission& door;
        const user_directory& users;
        const acs::token_cache& cache;
        const acs::metrics& calls;
        bool demo_login;
        bool emulated;
    };

    explicit service_report(sources of) : of_(of) {}

    /// From here on the server's figures are in it. The server comes after what it serves, and goes before.
    void include(const http_server& server) { server_ = &server; }

    bool is_ready() const;
    std::string status() const;
    std::string metrics() const;

private:
    const sources of_;
    std::atomic<const http_server*> server_ = nullptr;
};

} // namespace token_service

#endif
