#include "unit/emulator_peer.hpp"

#include <doctest/doctest.h>
#include <vector>

using namespace acs::emulation;
using namespace std::chrono_literals;
using cut = enum delivery::cut;

namespace {

bool executed(emulator_peer& peer)
{
    const bool done = peer.stats().at("identities") != 0;
    peer.control("POST", "reset");
    return done;
}

} // namespace

TEST_CASE("emulator faults: cuts")
{
    emulator_peer peer;
    struct expectation
    {
        const char* rule;
        cut how;
        bool execute;
        bool answered;
    };
    const std::vector<expectation> all{
        {R"({"kind":"hang"})", cut::hang, false, false},
        {R"({"kind":"hang","execute":true})", cut::hang, true, false},
        {R"({"kind":"reset_before"})", cut::reset_before, false, false},
        {R"({"kind":"resetBefore","execute":true})", cut::reset_before, true, false},
        {R"({"kind":"close"})", cut::close_before, false, false},
        {R"({"kind":"CLOSE","execute":true})", cut::close_before, true, false},
        {R"({"kind":"reset-inside"})", cut::reset_inside, true, true},
        {R"({"kind":"truncate"})", cut::truncate, true, true}};
    for (const expectation& e : all) {
        CAPTURE(e.rule);
        peer.fault(e.rule);
        const reply answer = peer.create(R"({"createTokenWithScopes":["chat"]})");
        CHECK(answer.how.cut == e.how);
        if (e.how == cut::truncate)
            CHECK_FALSE(answer.how.chunked);
        const auto entry = peer.last_entry();
        CHECK(entry.at("status").is_null() == !e.answered);
        CHECK(entry.at("faults").as_array().size() == 1);
        CHECK(
            peer.operation_stats("create_user_and_token").at("statuses").as_object().contains("none") ==
            !e.answered);
        CHECK(executed(peer) == e.execute);
    }
}

TEST_CASE("emulator faults: delivery")
{
    emulator_peer peer;
    peer.fault(
        R"([{"kind":"delay","milliseconds":1500},{"kind":"delay","milliseconds":0.5},{"kind":"chunked"},
        {"kind":"drip","bytes":3,"milliseconds":20},{"kind":"connection_close"},{"kind":"silent_close"},
        {"kind":"interim"},{"kind":"interim","status":[100,102]},{"kind":"huge_headers","bytes":10000},
        {"kind":"skewed_date","seconds":-3600}])");
    const reply answer = peer.create();
    CHECK(answer.answer.status == 201);
    CHECK(answer.how.delay == 1'500'500us);
    CHECK(answer.how.chunked);
    CHECK(answer.how.drip_bytes == 3);
    CHECK(answer.how.drip_every == 20ms);
    CHECK(answer.how.close_announced);
    CHECK(answer.how.close_unannounced);
    CHECK(answer.how.interim == std::vector<int>{103, 100, 102});
    CHECK(header(answer, "Date") == "Mon, 09 Jan 2023 16:55:58 GMT");
    CHECK(header(answer, "x-emulator-padding-1").size() == 4096);
    CHECK(header(answer, "x-emulator-padding-3").size() == 10000 - 2 * 4096);
    CHECK(header(answer, "x-emulator-fault").starts_with("delay delay chunked drip"));
    CHECK(peer.last_entry().at("faults").as_array().size() == 10);
    peer.control("DELETE", "faults");
    const reply clean = peer.create();
    CHECK(clean.how.delay == 0ns);
    CHECK_FALSE(has_header(clean, "x-emulator-fault"));
}

TEST_CASE("emulator faults: a status in the service's envelope or with a body of one's own")
{
    emulator_peer peer;
    peer.fault(R"({"kind":"status","status":503,"times":1})");
    reply answer = peer.create();
    CHECK(answer.answer.status == 503);
    CHECK(error_of(answer) == "ServiceUnavailable|The service is unavailable.|");
    CHECK(header(answer, "Content-Type") == "application/json");
    CHECK(has_header(answer, "MS-CV"));
    CHECK(header(answer, "x-ms-client-request-id").size() == 36);
    CHECK(answer.how.chunked);
    CHECK(peer.stats().at("identities") == 0);

    peer.fault(R"({"kind":"status","status":418,"code":"Teapot","message":"short","retryAfter":2.5,
        "headers":{"X-More":"y","Content-Type":"text/x"},"times":1,"execute":true})");
    answer = peer.create();
    CHECK(answer.answer.status == 418);
    CHECK(error_of(answer) == "Teapot|short|");
    CHECK(header(answer, "Retry-After") == "3");
    CHECK(header(answer, "X-More") == "y");
    CHECK(header(answer, "content-type") == "text/x");
    CHECK(peer.stats().at("identities") == 1);

    peer.fault(R"([{"kind":"status","status":500,"body":{"message":"oops"},"times":1},
        {"kind":"status","status":502,"body":"","times":1},{"kind":"status","status":429,"times":1,"retryAfter":"later"},
        {"kind":"status","status":204,"times":1},{"kind":"status","status":299,"times":1},
        {"kind":"status","status":503,"times":1,"retryAfter":"date","seconds":10}])");
    answer = peer.create();
    CHECK(answer.answer.body == R"({"message":"oops"})");
    answer = peer.create();
    CHECK(answer.answer.status == 502);
    CHECK(answer.answer.body.empty());
    answer = peer.create();
    CHECK(error_of(answer).starts_with("TooManyRequests|"));
    CHECK(header(answer, "Retry-After") == "later");
    answer = peer.create();
    CHECK(answer.answer.status == 204);
    CHECK(answer.answer.body.empty());
    CHECK_FALSE(has_header(answer, "Content-Type"));
    CHECK(error_of(peer.create()).starts_with("Error299|"));
    CHECK(header(peer.create(), "Retry-After") == "Mon, 09 Jan 2023 17:56:09 GMT");
    CHECK(peer.create().answer.status == 201);
}

TEST_CASE("emulator faults: throttling")
{
    emulator_peer peer;
    peer.fault(R"([{"kind":"throttle","times":1},{"kind":"throttle","times":1,"retryAfter":"none"},
        {"kind":"throttle","times":1,"retryAfter":"retry-after-ms","seconds":0.25},
        {"kind":"429","times":1,"retryAfter":7}])");
    reply answer = peer.create();
    CHECK(answer.answer.status == 429);
    CHECK(error_of(answer).starts_with("TooManyRequests|"));
    CHECK(header(answer, "Retry-After") == "1");
    answer = peer.create();
    CHECK_FALSE(has_header(answer, "Retry-After"));
    CHECK(header(peer.create(), "retry-after-ms") == "250");
    CHECK(header(peer.create(), "Retry-After") == "7");
    CHECK(peer.create().answer.status == 201);
    CHECK(peer.operation_stats("create_user").at("throttled") == 4);
}

TEST_CASE("emulator faults: bodies that no client can use")
{
    emulator_peer peer;
    const auto with = [&](const char* rule) {
        peer.control("DELETE", "faults");
        peer.fault(rule);
        return peer.create();
    };
    reply answer = with(R"({"kind":"garbage"})");
    CHECK(answer.answer.status == 201);
    CHECK(answer.answer.body == "{{{not json at all");
    CHECK(header(answer, "Content-Type") == "application/json; charset=utf-8");
    CHECK(executed(peer));
    answer = with(R"({"kind":"garbage","body":"<","status":200,"execute":false})");
    CHECK(answer.answer.body == "<");
    CHECK(answer.answer.status == 200);
    CHECK_FALSE(executed(peer));
    answer = with(R"({"kind":"empty"})");
    CHECK(answer.answer.status == 201);
    CHECK(answer.answer.body.empty());
    CHECK(with(R"({"kind":"wrong_type"})").answer.body == "[1,2,3]");
    CHECK(with(R"({"kind":"wrong_type","json":null})").answer.body == "null");
    CHECK(
        with(R"({"kind":"wrong_type","json":{"identity":"text"}})").answer.body == R"({"identity":"text"})");
    CHECK(with(R"({"kind":"wrong_type","json":"a"})").answer.body == "\"a\"");
    answer = with(R"({"kind":"content_type"})");
    CHECK(header(answer, "Content-Type") == "text/html");
    CHECK(answer.answer.body.starts_with(R"({"identity")"));
    answer = with(R"({"kind":"content_type","value":"text/plain","body":"hello"})");
    CHECK(header(answer, "Content-Type") == "text/plain");
    CHECK(answer.answer.body == "hello");
    CHECK(answer.answer.status == 201);

    peer.control("POST", "reset");
    answer = with(R"({"kind":"html"})");
    CHECK(answer.answer.status == 200);
    CHECK(header(answer, "Content-Type") == "text/html");
    CHECK(answer.answer.body.starts_with("<!DOCTYPE html>"));
    CHECK_FALSE(has_header(answer, "MS-CV"));
    CHECK_FALSE(has_header(answer, "x-ms-client-request-id"));
    CHECK(has_header(answer, "Date"));
    CHECK_FALSE(executed(peer));
    answer = with(R"({"kind":"html","status":502,"body":"<p>bad"})");
    CHECK(answer.answer.status == 502);
    CHECK(answer.answer.body == "<p>bad");

    peer.control("DELETE", "faults");
    const std::string id = peer.create_user();
    peer.fault(R"({"kind":"garbage"})");
    answer = peer.erase(id); // 204 has no body: it becomes 200
    CHECK(answer.answer.status == 200);
    CHECK(answer.answer.body == "{{{not json at all");
}

TEST_CASE("emulator faults: on tokens")
{
    emulator_peer peer;
    const std::string id = peer.create_user();
    const std::string first = peer.token(id);
    peer.fault(R"([{"kind":"short_token","seconds":5,"times":1},{"kind":"expired_token","times":1},
        {"kind":"repeat_token","times":1}])");
    CHECK(peer.create().answer.status == 201); // issues none, so takes none
    reply answer = peer.issue(id);
    CHECK(json_of(answer).at("expiresOn") == "2023-01-09T17:56:03.1234567+00:00");
    const std::string brief = text(json_of(answer).at("token"));
    CHECK(peer.introspect(brief).at("active") == true);
    peer.control("POST", "clock", R"({"offsetSeconds":5})");
    CHECK(peer.introspect(brief).at("reason") == "expired");
    peer.control("POST", "clock", R"({"offsetSeconds":0})");

    answer = peer.create(R"({"createTokenWithScopes":["chat"]})");
    CHECK(json_of(answer).at("accessToken").at("expiresOn") == "2023-01-09T17:54:58.1234567+00:00");
    CHECK(peer.introspect(text(json_of(answer).at("accessToken").at("token"))).at("reason") == "expired");

    peer.now += 1s;
    answer = peer.issue(id, R"({"scopes":["voip.join"]})");
    CHECK(text(json_of(answer).at("token")) == brief);
    CHECK(json_of(answer).at("expiresOn") == "2023-01-09T17:56:03.1234567+00:00");
    CHECK(peer.token(id) != brief);
    // Without a token to repeat there is a new one.
    peer.fault(R"({"kind":"repeat_token"})");
    const std::string fresh = peer.create_user();
    const std::string one = peer.token(fresh);
    CHECK(one != first);
    CHECK(peer.token(fresh) == one);
}
