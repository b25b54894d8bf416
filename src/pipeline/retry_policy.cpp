#include "pipeline/retry_policy.hpp"

#include <algorithm>
#include <boost/asio/error.hpp>
#include <cmath>

namespace acs::pipeline {

bool retry_policy::is_transient(const error& why, bool repeatable, bool sent)
{
    if (const int status = why.http_status(); status != 0) {
        if (status == 429 || status == 503)
            return true;
        return repeatable && (status == 408 || status == 500 || status == 502 || status == 504);
    }
    switch (static_cast<errc>(why.code().value())) {
    case errc::connect_failed:
    case errc::connect_timeout:
    case errc::handshake_timeout:
        return true;
    case errc::host_not_found: // the name server's "not now", as opposed to its "no such host"
        return why.cause() == boost::asio::error::host_not_found_try_again;
    case errc::connection_lost:
    case errc::response_timeout:
        return repeatable || !sent;
    default:
        return false;
    }
}

std::optional<std::chrono::nanoseconds> retry_policy::delay(
    unsigned retry, std::optional<std::chrono::milliseconds> retry_after, double random) const
{
    if (retry > max_retries)
        return std::nullopt;
    if (retry_after)
        return *retry_after;
    const double base = static_cast<double>(base_delay.count());
    const double limit = std::min(
        std::ldexp(base, static_cast<int>(std::min(retry, 64U)) - 1), static_cast<double>(max_delay.count()));
    return std::chrono::nanoseconds(static_cast<std::int64_t>(limit * random));
}

} // namespace acs::pipeline
