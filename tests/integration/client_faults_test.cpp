#include "client_fixture.hpp"
#include "event_recorder.hpp"

#include <doctest/doctest.h>

using namespace acs;
using namespace std::chrono_literals;

TEST_CASE_FIXTURE(
    client_fixture, "retries: what breaks once is repeated, with the same request id and a new signature")
{
    identity_client client(context.get_executor(), options());
    const auto user = run(client.create_user()).value();
    for (const char* rule :
         {R"({"kind":"reset_before","times":1})", R"({"kind":"reset_inside","times":1})",
          R"({"kind":"close","times":1})", R"({"kind":"truncate","times":1})",
          R"({"kind":"status","status":500,"times":1})", R"({"kind":"status","status":408,"times":1})",
          R"({"kind":"throttle","times":1})", R"({"kind":"html","status":503,"times":1})"}) {
        CAPTURE(rule);
        const auto before = requests();
        fault(rule);
        CHECK(run_through_time(client.get_token(user, scope::chat)).has_value());
        CHECK(requests() == before + 2);
        const auto entries = get("journal?last=2").at("entries");
        CHECK(entries.at(0).at("requestId") == entries.at(1).at("requestId"));
    }
}

TEST_CASE_FIXTURE(client_fixture, "retries: enough is enough, and the error tells")
{
    identity_client client(context.get_executor(), options());
    const auto user = run(client.create_user()).value();
    fault(R"({"kind":"status","status":503,"code":"Busy","message":"later"})");
    const auto before = requests();
    const auto why = run_through_time(client.get_token(user, scope::chat)).error();
    CHECK(why == errc::service_unavailable);
    CHECK(why.attempts() == 4);
    CHECK(why.service().code == "Busy");
    CHECK(requests() == before + 4);

    const auto at_once = run(client.get_token(user, scope::chat, call_options().max_retries(0))).error();
    CHECK(at_once.attempts() == 1);
}

TEST_CASE_FIXTURE(
    client_fixture, "retries: Retry-After is obeyed in every form, and never beyond the deadline")
{
    const event_recorder seen;
    const auto no_jitter = [] {
        return 0.0;
    };
    identity_client client(context.get_executor(), options().observer(seen.observer()).jitter(no_jitter));
    const auto user = run(client.create_user()).value();
    for (const char* form : {"seconds", "date", "retry-after-ms", "x-ms-retry-after-ms"}) {
        CAPTURE(form);
        fault(std::string(R"({"kind":"throttle","times":1,"seconds":7,"retryAfter":")") + form + R"("})");
        const auto before = requests();
        const auto retries = seen.count("retry_scheduled");
        const auto call = start(client.get_token(user, scope::chat));
        run_until([&] { return seen.count("retry_scheduled") == retries + 1; });
        settle();
        CHECK(requests() == before + 1);
        clock->advance(6900ms);
        settle();
        CHECK(requests() == before + 1);
        clock->advance(100ms);
        run_until([&] { return call->done(); });
        CHECK(call->result->has_value());
    }
    fault(R"({"kind":"throttle","times":1,"seconds":61})");
    const auto why = run(client.get_token(user, scope::chat)).error();
    CHECK(why == errc::throttled);
    CHECK(why.http_status() == 429);
    CHECK(why.retry_after() == 61s);
    CHECK(why.attempts() == 1);
    // Without a usable header the wait is our own.
    for (const char* form : {"none", "garbage"}) {
        fault(std::string(R"({"kind":"throttle","times":1,"retryAfter":")") + form + R"("})");
        CHECK(run_through_time(client.get_token(user, scope::chat)).has_value());
    }
}

TEST_CASE_FIXTURE(client_fixture, "retries: creating is not repeated when the identity may exist")
{
    identity_client client(context.get_executor(), options());
    for (const char* rule :
         {R"({"kind":"reset_before","times":1})", R"({"kind":"reset_inside","times":1})",
          R"({"kind":"close","times":1})", R"({"kind":"truncate","times":1})"}) {
        CAPTURE(rule);
        const auto before = requests();
        fault(rule);
        const auto why = run_through_time(client.create_user()).error();
        CHECK(why == errc::outcome_unknown);
        CHECK(why.attempts() == 1);
        CHECK(requests() == before + 1);
    }
    for (const int status : {408, 500, 502, 503, 504}) {
        CAPTURE(status);
        const auto before = requests();
        fault(R"({"kind":"status","times":1,"code":"Busy","status":)" + std::to_string(status) + "}");
        const auto why = run_through_time(client.create_user_and_token(scope::chat)).error();
        CHECK(why == errc::outcome_unknown);
        CHECK(why.http_status() == status);
        CHECK(why.service().code == "Busy");
        CHECK(why.attempts() == 1);
        CHECK(requests() == before + 1);
    }
    // Refused by the service: surely not executed.
    fault(R"([{"kind":"throttle","times":1},{"kind":"status","status":503,"times":1,"retryAfter":1}])");
    const auto before = requests();
    CHECK(run_through_time(client.create_user()).has_value());
    CHECK(requests() == before + 3);
}

TEST_CASE_FIXTURE(client_fixture, "retries: creating is repeated nevertheless where the options say so")
{
    identity_client client(context.get_executor(), options().repeat_creation(true));
    for (const char* rule :
         {R"({"kind":"reset_before","times":1})", R"({"kind":"truncate","times":1})",
          R"({"kind":"hang","times":1})", R"({"kind":"status","status":500,"times":1})",
          R"({"kind":"status","status":408,"times":1})"}) {
        CAPTURE(rule);
        const auto before = requests();
        fault(rule);
        const auto created = run_through_time(client.create_user());
        REQUIRE(created.has_value());
        CHECK(requests() == before + 2);
        CHECK(run(client.get_token(*created, scope::chat)).has_value());
    }
}

TEST_CASE_FIXTURE(client_fixture, "answers in unusual shapes are understood")
{
    identity_client client(context.get_executor(), options());
    const auto user = run(client.create_user()).value();
    for (const char* rule :
         {R"({"kind":"chunked"})", R"({"kind":"connection_close"})", R"({"kind":"silent_close"})",
          R"({"kind":"interim","status":[100,102,103]})", R"({"kind":"huge_headers","bytes":8000})",
          R"({"kind":"drip","bytes":7,"milliseconds":10})", R"({"kind":"delay","milliseconds":5000})",
          R"({"kind":"skewed_date","seconds":-86400})"}) {
        CAPTURE(rule);
        fault(rule);
        for (int i = 0; i < 3; ++i)
            CHECK(run_through_time(client.get_token(user, scope::chat)).has_value());
        CHECK(run_through_time(client.revoke_tokens(user)).has_value());
        server.control("DELETE", "faults");
    }
}

TEST_CASE_FIXTURE(client_fixture, "an endless train of interim answers is no answer")
{
    identity_client client(context.get_executor(), options());
    const auto user = run(client.create_user()).value();
    std::string list = "102";
    for (int i = 0; i < 30; ++i)
        list += ",102";
    fault(R"({"kind":"interim","status":[)" + list + "]}");
    CHECK(run(client.get_token(user, scope::chat)).error() == errc::not_the_service);
}

TEST_CASE_FIXTURE(client_fixture, "a secret that the service repeats does not reach the error's text")
{
    identity_client client(context.get_executor(), options());
    fault(R"({"kind":"status","status":400,"code":"Echo","message":"you sent teams-user-secret-token"})");
    const auto why =
        run(client.get_token_for_teams_user(secret("teams-user-secret-token"), "a", "b")).error();
    CHECK(why.service().code == "Echo");
    CHECK(why.message().find("teams-user-secret-token") == std::string::npos);
    CHECK(why.message().find("REDACTED") != std::string::npos);
}
