#include "pipeline/retry_policy.hpp"

#include <doctest/doctest.h>

#include <boost/asio/error.hpp>

using namespace acs;
using namespace std::chrono_literals;
using acs::pipeline::retry_policy;

namespace {

error with_status(errc code, int status)
{
    error_details details;
    details.http_status = status;
    return {code, details};
}

} // namespace

TEST_CASE("retry policy: full jitter under a doubling limit")
{
    const retry_policy policy;
    CHECK(policy.delay(1, {}, 0.0) == 0ns);
    CHECK(policy.delay(1, {}, 0.5) == 400ms);
    CHECK(policy.delay(2, {}, 0.5) == 800ms);
    CHECK(policy.delay(3, {}, 0.25) == 800ms);
    CHECK_FALSE(policy.delay(4, {}, 0.5));
    retry_policy patient;
    patient.max_retries = 1000;
    CHECK(patient.delay(8, {}, 0.5) == 30s);
    CHECK(patient.delay(1000, {}, 0.5) == 30s);
}

TEST_CASE("retry policy: the service's wish counts, even if longer than the cap")
{
    const retry_policy policy;
    CHECK(policy.delay(1, 90s, 0.0) == 90s);
    CHECK(policy.delay(1, 0ms, 0.0) == 0ns);
    CHECK_FALSE(policy.delay(4, 1ms, 0.5));
    retry_policy never;
    never.max_retries = 0;
    CHECK_FALSE(never.delay(1, 1ms, 0.5));
}

TEST_CASE("retry policy: calls that were refused together come back apart")
{
    const retry_policy policy;
    CHECK(policy.delay(1, 0ms, 0.5) == 400ms);
    CHECK(policy.delay(1, 4s, 0.5) == 4400ms);
    CHECK(policy.delay(3, 90s, 0.5) == 90500ms);
    CHECK(policy.delay(3, 90s, 0.999) < 91s);
}

TEST_CASE("retry policy: what may pass by itself")
{
    for (const int status : {408, 429, 500, 502, 503, 504})
        CHECK(retry_policy::is_transient(with_status(errc::service_unavailable, status)));
    for (const int status : {400, 401, 403, 404, 409, 501, 505})
        CHECK_FALSE(retry_policy::is_transient(with_status(errc::request_rejected, status)));
    for (const errc code :
         {errc::connect_failed, errc::connect_timeout, errc::handshake_timeout, errc::connection_lost,
          errc::response_timeout})
        CHECK(retry_policy::is_transient(code));
    for (const errc code :
         {errc::certificate_untrusted, errc::certificate_host_mismatch, errc::tls_failed, errc::canceled,
          errc::client_stopped, errc::deadline_exceeded, errc::outcome_unknown, errc::not_the_service,
          errc::host_not_found})
        CHECK_FALSE(retry_policy::is_transient(code));
    error_details details;
    details.cause = boost::asio::error::host_not_found_try_again;
    CHECK(retry_policy::is_transient(error(errc::host_not_found, details)));
}

TEST_CASE("retry policy: two answers say that the request was surely not executed")
{
    CHECK(retry_policy::is_refusal(with_status(errc::throttled, 429)));
    error_details busy;
    busy.http_status = 503;
    CHECK_FALSE(retry_policy::is_refusal(error(errc::service_unavailable, busy)));
    busy.retry_after = 2s;
    CHECK(retry_policy::is_refusal(error(errc::service_unavailable, busy)));
    for (const int status : {0, 400, 408, 500, 502, 504})
        CHECK_FALSE(retry_policy::is_refusal(with_status(errc::service_unavailable, status)));
    CHECK_FALSE(retry_policy::is_refusal(errc::connect_failed));
}
