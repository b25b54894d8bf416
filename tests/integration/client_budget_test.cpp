#include "client_fixture.hpp"
#include "event_recorder.hpp"

#include <doctest/doctest.h>

#include <limits>

using namespace acs;
using namespace std::chrono_literals;

// What all calls of a client together may spend on retries.

namespace {

constexpr unsigned any_number = std::numeric_limits<unsigned>::max();

struct fixture : client_fixture
{
    event_recorder seen;
    client_options eager = options()
                               .observer(seen.observer())
                               .retry_base_delay(0s)
                               .max_retries(any_number)
                               .deadline(std::chrono::nanoseconds::max());
    identity_client client{context.get_executor(), eager};
    communication_user user = run(client.create_user()).value();

    unsigned attempts_of_a_failure()
    {
        return run_through_time(client.get_token(user, scope::chat)).error().attempts();
    }
};

} // namespace

TEST_CASE_FIXTURE(fixture, "budget: a service that is down is not asked again and again by every call")
{
    fault(R"({"kind":"status","status":503})");
    const auto why = run(client.get_token(user, scope::chat)).error();
    CHECK(why == errc::service_unavailable);
    CHECK(why.attempts() == 101);
    CHECK(seen.last("retry_refused").at("acs.reason") == "budget_empty");
    for (int i = 0; i < 10; ++i)
        CHECK(attempts_of_a_failure() == 1);
    CHECK(seen.count("retry_refused") == 11);

    // Five successes pay for a retry.
    for (int i = 0; i < 5; ++i) {
        CHECK(attempts_of_a_failure() == 1);
        server.control("DELETE", "faults");
        CHECK(run(client.get_token(user, scope::chat)).has_value());
        fault(R"({"kind":"status","status":503})");
    }
    CHECK(attempts_of_a_failure() == 2);
    CHECK(attempts_of_a_failure() == 1);

    // Another client has its own.
    identity_client other(context.get_executor(), options().retry_base_delay(0s));
    CHECK(run(other.get_token(user, scope::chat)).error().attempts() == 4);
}

TEST_CASE_FIXTURE(fixture, "budget: a timeout costs more")
{
    fault(R"({"kind":"hang"})");
    const auto why = run_through_time(client.get_token(user, scope::chat)).error();
    CHECK(why == errc::response_timeout);
    CHECK(why.attempts() == 51);
    CHECK(seen.last("retry_refused").at("acs.reason") == "budget_empty");
}

TEST_CASE_FIXTURE(fixture, "budget: what is no fault of the service costs nothing")
{
    fault(R"({"kind":"silent_close"})");
    for (int i = 0; i < 3; ++i)
        CHECK(run(client.get_token(user, scope::chat)).has_value());
    server.control("DELETE", "faults");
    for (int i = 0; i < 3; ++i) { // connections that had died while they were idle
        CHECK(run(client.get_token(user, scope::chat)).has_value());
        fault(R"({"kind":"close","times":1})");
        CHECK(run(client.get_token(user, scope::chat)).has_value());
    }
    for (const auto* const offset : {"600", "-600", "0"}) {
        post("clock", std::string(R"({"offsetSeconds":)") + offset + "}");
        CHECK(run(client.get_token(user, scope::chat)).has_value());
    }
    fault(R"({"kind":"status","status":503})");
    CHECK(attempts_of_a_failure() == 101);
}
