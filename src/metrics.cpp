#include <acs/metrics.hpp>

#include "observe/cache_metrics.hpp"
#include "observe/client_metrics.hpp"
#include "observe/credential_metrics.hpp"
#include "observe/exposition.hpp"

#include <acs/credential_observer.hpp>

#include <utility>

namespace acs {

metrics::metrics() : metrics(with_labels({})) {}

metrics::metrics(std::shared_ptr<observe::client_metrics> counted)
    : counted_(std::move(counted)), caches_(std::make_shared<observe::cache_metrics>()),
      credentials_(std::make_shared<observe::credential_metrics>())
{}

metrics metrics::with_labels(labels constant)
{
    return metrics(std::make_shared<observe::client_metrics>(std::move(constant)));
}

std::shared_ptr<const acs::observer> metrics::observer() const
{
    auto made = std::make_shared<acs::observer>();
    const auto set = [this](auto&... callbacks) {
        ((callbacks = [counted = counted_](const auto& event) { counted->record(event); }), ...);
    };
    set(made->call_ended, made->attempt_started, made->attempt_ended, made->retry_scheduled,
        made->retry_refused, made->throttled, made->clock_skew, made->name_resolved, made->tls_handshake,
        made->connection_opened, made->connection_failed, made->connection_closed);
    return made;
}

std::shared_ptr<const acs::credential_observer> metrics::credential_observer() const
{
    auto made = std::make_shared<acs::credential_observer>();
    made->token_fetched = [counted = credentials_](const auto& event) {
        counted->record(event);
    };
    made->token_fetch_failed = [counted = credentials_](const auto& event) {
        counted->record(event);
    };
    return made;
}

void metrics::add_cache(std::string name, std::function<cache_stats()> stats)
{
    caches_->add(std::move(name), std::move(stats));
}

bool metrics::remove_cache(std::string_view name)
{
    return caches_->remove(name);
}

std::string metrics::text() const
{
    observe::exposition out(counted_->constant());
    counted_->write(out);
    credentials_->write(out);
    caches_->write(out);
    out.begin(
        "acs_observer_exceptions_total", "counter",
        "Exceptions of observers' callbacks and caches' figures, in this process.");
    out.sample("acs_observer_exceptions_total", {}, observer_exceptions());
    return out.take();
}

} // namespace acs
