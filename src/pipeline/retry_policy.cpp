#include "pipeline/retry_policy.hpp"

#include <algorithm>
#include <boost/asio/error.hpp>
#include <cmath>

namespace acs::pipeline {

namespace {

constexpr double most_spread = 1e9; // nanoseconds

} // namespace

bool retry_policy::is_transient(const error& why)
{
    switch (why.http_status()) {
    case 0:
        break;
    case 408:
    case 429:
    case 500:
    case 502:
    case 503:
    case 504:
        return true;
    default:
        return false;
    }
    switch (static_cast<errc>(why.code().value())) {
    case errc::connect_failed:
    case errc::connect_timeout:
    case errc::handshake_timeout:
    case errc::connection_lost:
    case errc::response_timeout:
        return true;
    case errc::host_not_found: // the name server's "not now", as opposed to its "no such host"
        return why.cause() == boost::asio::error::host_not_found_try_again;
    default:
        return false;
    }
}

bool retry_policy::is_refusal(const error& why)
{
    return why.http_status() == 429 || (why.http_status() == 503 && why.retry_after());
}

std::optional<std::chrono::nanoseconds> retry_policy::delay(
    unsigned retry, std::optional<std::chrono::milliseconds> retry_after, double random) const
{
    if (retry > max_retries)
        return std::nullopt;
    const double base = static_cast<double>(base_delay.count());
    const double limit = std::min(
        std::ldexp(base, static_cast<int>(std::min(retry, 64U)) - 1), static_cast<double>(max_delay.count()));
    if (!retry_after)
        return std::chrono::nanoseconds(static_cast<std::int64_t>(limit * random));
    // All calls that were refused together would come back together.
    const double spread = std::min(limit, most_spread);
    return *retry_after + std::chrono::nanoseconds(static_cast<std::int64_t>(spread * random));
}

} // namespace acs::pipeline
