#ifndef ACS_OBSERVE_CLIENT_METRICS_HPP
#define ACS_OBSERVE_CLIENT_METRICS_HPP

#include "observe/counter_family.hpp"
#include "observe/histogram_family.hpp"

#include <acs/observer_events.hpp>

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace acs::observe {

// The metrics of a client, fed by its events. Thread-safe.
class client_metrics
{
public:
    using labels = std::vector<std::pair<std::string, std::string>>;

    // Throws std::invalid_argument if a label's name can't be used.
    explicit client_metrics(labels constant);

    void record(const call_ended_event& event);
    void record(const attempt_started_event& event);
    void record(const attempt_ended_event& event);
    void record(const retry_scheduled_event& event);
    void record(const retry_refused_event& event);
    void record(const throttled_event& event);
    void record(const clock_skew_event& event);
    void record(const name_resolved_event& event);
    void record(const tls_handshake_event& event);
    void record(const connection_opened_event& event);
    void record(const connection_failed_event& event);
    void record(const connection_closed_event& event);

    // The labels that every sample gets.
    const labels& constant() const { return constant_; }

    void write(exposition& out) const;

private:
    labels constant_;

    mutable std::mutex mutex_; // of what follows
    counter_family calls_;
    histogram_family call_duration_;
    counter_family attempts_;
    histogram_family attempt_duration_;
    std::int64_t attempts_in_flight_ = 0;
    counter_family retries_;
    counter_family retries_refused_;
    counter_family throttled_;
    std::optional<double> clock_skew_;
    counter_family name_lookups_;
    std::int64_t connections_ = 0;
    counter_family connections_opened_;
    counter_family connections_failed_;
    counter_family connections_closed_;
    histogram_family connect_duration_;
    counter_family tls_handshakes_;
    counter_family tls_handshakes_failed_;
    histogram_family tls_handshake_duration_;
};

} // namespace acs::observe

#endif
