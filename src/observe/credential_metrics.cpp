#include "observe/credential_metrics.hpp"

#include <acs/observer_attributes.hpp>

#include <chrono>

namespace acs::observe {

credential_metrics::credential_metrics()
    : fetches_(
          "acs_credential_fetches_total", "Fetches of tokens that ended, by outcome: ok or the error's name.",
          "credential", "outcome"),
      without_token_(
          "acs_credential_without_token_total", "Failed fetches that left no token to use meanwhile.",
          "credential")
{}

void credential_metrics::record(const token_fetched_event& event)
{
    const std::lock_guard lock(mutex_);
    used_ = true;
    fetches_.count(event.credential, "ok");
    without_token_.declare(event.credential);
}

void credential_metrics::record(const token_fetch_failed_event& event)
{
    const std::lock_guard lock(mutex_);
    used_ = true;
    fetches_.count(event.credential, error_type(event.error));
    without_token_.declare(event.credential);
    const bool ended = event.error == errc::canceled || event.error == errc::client_stopped;
    if (!ended && event.remaining <= std::chrono::nanoseconds::zero())
        without_token_.count(event.credential);
}

void credential_metrics::write(exposition& to) const
{
    const std::lock_guard lock(mutex_);
    if (!used_)
        return;
    fetches_.write(to);
    without_token_.write(to);
}

} // namespace acs::observe
