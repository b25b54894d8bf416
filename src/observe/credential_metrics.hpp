#ifndef ACS_OBSERVE_CREDENTIAL_METRICS_HPP
#define ACS_OBSERVE_CREDENTIAL_METRICS_HPP

#include "observe/counter_family.hpp"
#include "observe/exposition.hpp"

#include <acs/credential_events.hpp>

#include <mutex>

namespace acs::observe {

// The metrics of credentials, fed by their events, whose credentials' names are literals. Thread-safe.
class credential_metrics
{
public:
    credential_metrics();

    void record(const token_fetched_event& event);
    void record(const token_fetch_failed_event& event);

    void write(exposition& to) const;

private:
    mutable std::mutex mutex_; // of what follows
    bool used_ = false;        // else there is nothing to write
    counter_family fetches_;
    counter_family without_token_;
};

} // namespace acs::observe

#endif
