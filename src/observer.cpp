#include <acs/observer.hpp>

#include "observe/combined.hpp"

#include <utility>

namespace acs {

std::shared_ptr<const observer> combine(
    std::shared_ptr<const observer> first, std::shared_ptr<const observer> second)
{
    return observe::combined(
        std::move(first), std::move(second), &observer::call_ended, &observer::attempt_started,
        &observer::attempt_ended, &observer::retry_scheduled, &observer::retry_refused, &observer::throttled,
        &observer::clock_skew, &observer::name_resolved, &observer::tls_handshake,
        &observer::connection_opened, &observer::connection_failed, &observer::connection_closed);
}

} // namespace acs
