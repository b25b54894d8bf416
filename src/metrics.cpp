#include <acs/metrics.hpp>

#include "observe/client_metrics.hpp"

#include <utility>

namespace acs {

metrics::metrics() : metrics(with_labels({})) {}

metrics::metrics(std::shared_ptr<observe::client_metrics> counted) : counted_(std::move(counted)) {}

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

std::string metrics::text() const
{
    return counted_->text();
}

} // namespace acs
