#include "unit/emulator_peer.hpp"

#include <doctest/doctest.h>
#include <stdexcept>

using namespace acs::emulation;
using namespace std::chrono_literals;
namespace json = boost::json;

TEST_CASE("emulator control: unknown paths, wrong methods, bad bodies")
{
    emulator_peer peer;
    for (const char* path : {"", "nothing", "stats/x", "clock/"}) {
        CAPTURE(path);
        const reply answer = peer.control("GET", path);
        CHECK(answer.answer.status == (std::string(path) == "clock/" ? 200 : 404));
    }
    const auto allow = [&](const char* method, const char* path) {
        const reply answer = peer.control(method, path, "{}");
        CHECK(answer.answer.status == 405);
        CHECK(json_of(answer).contains("error"));
        return header(answer, "Allow");
    };
    CHECK(allow("POST", "stats") == "GET");
    CHECK(allow("DELETE", "journal") == "GET");
    CHECK(allow("GET", "reset") == "POST");
    CHECK(allow("PUT", "clock") == "GET, POST");
    CHECK(allow("PATCH", "faults") == "GET, POST, DELETE");
    CHECK(allow("GET", "entra-token") == "POST");
    CHECK(allow("GET", "introspect") == "POST");
    for (const char* path : {"clock", "faults", "quotas", "entra-token", "introspect"})
        for (const char* body : {"", "{", "5"}) {
            const reply answer = peer.control("POST", path, body);
            CHECK(answer.answer.status == 400);
            CHECK(header(answer, "Content-Type") == "application/json");
        }
    CHECK(peer.stats().at("requests") == 0); // control requests are no requests
}

TEST_CASE("emulator control: the clock can be moved")
{
    emulator_peer peer;
    CHECK(json_of(peer.control("GET", "clock")).at("offsetSeconds") == 0);
    const auto moved = json_of(peer.control("POST", "clock", R"({"offset_seconds":90.5})"));
    CHECK(moved.at("offsetSeconds") == 90.5);
    CHECK(moved.at("utc") == "2023-01-09T17:57:28.6234567+00:00");
    CHECK(header(peer.create(), "Date") == "Mon, 09 Jan 2023 17:57:28 GMT");
    CHECK(json_of(peer.control("POST", "clock", R"({"offsetSeconds":-5})")).at("offsetSeconds") == -5);
    for (const char* bad :
         {"{}", R"({"offsetSeconds":"5"})", R"({"offsetSeconds":1e12})", R"({"offsetSeconds":1,"x":2})"})
        CHECK_MESSAGE(peer.control("POST", "clock", bad).answer.status == 400, bad);
    CHECK(json_of(peer.control("GET", "clock")).at("offsetSeconds") == -5);
}

TEST_CASE("emulator control: reset forgets all but keys and the resource")
{
    emulator_peer peer;
    const std::string id = peer.create_user();
    const std::string token = peer.token(id);
    const std::string bearer = text(
        json_of(peer.control("POST", "entra-token", R"({"audience":"https://communication.azure.com/"})"))
            .at("token"));
    peer.rules.connection_opened(7);
    peer.fault(R"({"kind":"status","status":500})");
    peer.control("POST", "quotas", R"({"enabled":true})");
    peer.control("POST", "clock", R"({"offsetSeconds":100})");
    CHECK(peer.control("POST", "reset").answer.status == 200);

    CHECK(json_of(peer.control("GET", "clock")).at("offsetSeconds") == 0);
    CHECK(json_of(peer.control("GET", "quotas")).at("enabled") == false);
    CHECK(json_of(peer.control("GET", "faults")).at("faults").as_array().empty());
    CHECK(json_of(peer.control("GET", "journal")).at("entries").as_array().empty());
    CHECK(peer.stats().at("requests") == 0);
    CHECK(peer.stats().at("identities") == 0);
    CHECK(peer.stats().at("tokensIssued") == 0);
    CHECK(peer.stats().at("connections").at("open") == 1);
    CHECK(peer.introspect(token).at("reason") == "deleted");
    CHECK(peer.issue(id).answer.status == 404);
    CHECK(peer.create_user() != id); // ids never come back
    request out = peer.plain("POST", "/identities?api-version=2023-10-01");
    out.headers.add("Authorization", "Bearer " + bearer);
    CHECK(peer.send(out).answer.status == 201);
}

TEST_CASE("emulator control: statistics")
{
    emulator_peer peer;
    for (std::uint64_t connection : {1U, 2U, 3U})
        peer.rules.connection_opened(connection);
    const std::string id = peer.create_user();
    peer.token(id);
    peer.issue(id, "{}");
    peer.rules.connection_closed(1);
    peer.rules.connection_closed(1);
    peer.now += 31s;
    peer.token(id);
    peer.call("GET", "/x");

    const json::object stats = peer.stats();
    CHECK(stats.at("requests") == 5);
    CHECK(stats.at("tokensIssued") == 2);
    CHECK(stats.at("identities") == 1);
    CHECK(stats.at("throttled") == 0);
    const json::object issue = stats.at("operations").at("get_token").as_object();
    CHECK(issue.at("requests") == 3);
    CHECK(issue.at("statuses").at("200") == 2);
    CHECK(issue.at("statuses").at("400") == 1);
    CHECK(issue.at("max_calls_30s") == 2);
    CHECK(stats.at("operations").at("other").at("statuses").at("404") == 1);
    CHECK(stats.at("operations").at("delete_user").at("requests") == 0);
    const json::object connections = stats.at("connections").as_object();
    CHECK(connections.at("opened") == 3);
    CHECK(connections.at("open") == 2);
    CHECK(connections.at("requests").at("1") == 3);
    CHECK(connections.at("requests").at("2") == 0);
    for (std::uint64_t connection = 10; connection < 3000; ++connection) {
        peer.rules.connection_opened(connection);
        peer.rules.connection_closed(connection);
    }
    CHECK(peer.stats().at("connections").at("requests").as_object().size() == 1002);
}

TEST_CASE("emulator control: the journal")
{
    emulator_peer peer;
    const std::string id = peer.create_user();
    request out = peer.plain("DELETE", "/identities/" + encoded(id) + "?api-version=2023-10-01");
    out.headers.add("User-Agent", "tests/1");
    out.headers.add("Accept", "application/json");
    out.connection = 42;
    peer.sign(out);
    peer.send(out);
    const json::object entry = peer.last_entry();
    CHECK(entry.at("sequence") == 2);
    CHECK(entry.at("utc") == "2023-01-09T17:55:58.1234567+00:00");
    CHECK(entry.at("connection") == 42);
    CHECK(entry.at("operation") == "delete_user");
    CHECK(entry.at("method") == "DELETE");
    CHECK(entry.at("target").get_string() == out.target);
    CHECK(entry.at("status") == 204);
    CHECK(entry.at("reason").is_null());
    CHECK(entry.at("faults").as_array().empty());
    CHECK(entry.at("requestId") == "0f1e2d3c-0000-4000-8000-000000000001");
    const json::object headers = entry.at("headers").as_object();
    CHECK(headers.at("host") == "localhost:8080");
    CHECK(headers.at("user-agent") == "tests/1");
    CHECK(headers.at("accept") == "application/json");
    CHECK(headers.at("authorization") == "HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256");
    CHECK(headers.at("x-ms-date") == "Mon, 09 Jan 2023 17:55:58 GMT");
    CHECK_FALSE(headers.contains("x-ms-client-request-id"));
    peer.issue(id);
    CHECK(text(peer.last_entry().at("reason")).starts_with("NotFound: The identity"));

    CHECK(json_of(peer.control("GET", "journal")).at("entries").as_array().size() == 3);
    const json::object two = json_of(peer.control("GET", "journal?last=2"));
    CHECK(two.at("entries").at(0).at("sequence") == 2);
    CHECK(two.at("entries").at(1).at("sequence") == 3);
    CHECK(json_of(peer.control("GET", "journal?last=0")).at("entries").as_array().empty());
    for (const char* bad : {"journal?last=x", "journal?last=-1", "journal?last=", "journal?last=1x"})
        CHECK_MESSAGE(peer.control("GET", bad).answer.status == 400, bad);

    for (int i = 0; i < 10'100; ++i)
        peer.send(peer.plain("GET", "/x" + std::to_string(i)));
    const json::object full = json_of(peer.control("GET", "journal"));
    CHECK(full.at("entries").as_array().size() == 10'000);
    CHECK(full.at("recorded") == 10'103);
    CHECK(full.at("forgotten") == 103);
    CHECK(full.at("entries").at(0).at("sequence") == 104);
    CHECK(full.at("entries").at(9'999).at("target") == "/x10099");
}

TEST_CASE("emulator control: bad requests for Entra tokens and introspection")
{
    emulator_peer peer;
    for (const char* bad :
         {"{}", R"({"appId":"2c3e1e83-8fd7-4615-ad2b-b8c1229845ac"})",
          R"({"userId":"32c0a5db-05ec-78ea-51ab-3f06b329397e"})", R"({"audience":5})",
          R"({"audience":"x","seconds":"1"})", R"({"audience":"x","other":1})",
          R"({"appId":"x","userId":"32c0a5db-05ec-78ea-51ab-3f06b329397e"})"})
        CHECK_MESSAGE(peer.control("POST", "entra-token", bad).answer.status == 400, bad);
    for (const char* bad : {"{}", R"({"token":1})", R"({"token":"a","x":1})"})
        CHECK_MESSAGE(peer.control("POST", "introspect", bad).answer.status == 400, bad);
    const auto minted = json_of(peer.control("POST", "entra-token", R"({"audience":"x","seconds":-10})"));
    CHECK(minted.at("expiresOn") == "2023-01-09T17:55:48.0000000+00:00");
    CHECK(minted.at("kind") == "service");
}

TEST_CASE("emulator control: needs no key, and its methods are the only way in")
{
    emulator_peer peer;
    CHECK(peer.send(peer.plain("GET", "/_emulator/stats?x=1")).answer.status == 200);
    CHECK(peer.send(peer.plain("GET", "/_emulatorx/stats")).answer.status == 404);
    CHECK(peer.stats().at("requests") == 1);
}

TEST_CASE("emulator state: survives a restart")
{
    service_settings settings = emulator_peer::default_settings();
    settings.signing = acs::token_signing::rs256;
    settings.resource_id.clear();
    emulator_peer before(settings);
    const std::string kept = before.create_user();
    const std::string deleted = before.create_user();
    const std::string revoked_token = before.token(kept);
    before.revoke(kept);
    const std::string good_token = before.token(kept);
    before.erase(deleted);
    const std::string saved = before.rules.save();

    settings.seed = 99; // draws another resource id: the saved one counts
    emulator_peer after(settings);
    after.rules.load(saved);
    CHECK(after.introspect(good_token).at("reason") == "valid");
    CHECK(after.introspect(revoked_token).at("reason") == "revoked");
    CHECK(after.issue(deleted).answer.status == 404);
    CHECK(after.introspect(after.token(kept)).at("active") == true);
    const std::string fresh = after.create_user();
    CHECK(fresh.substr(0, 42) == kept.substr(0, 42));
    CHECK(fresh != kept);
    CHECK(fresh != deleted);

    // The same seed goes on where it was.
    settings.seed = 1;
    emulator_peer again(settings);
    again.rules.load(saved);
    const std::string next = again.create_user();
    CHECK(next != kept);
    CHECK(next != deleted);
}

TEST_CASE("emulator state: a bad snapshot changes nothing")
{
    emulator_peer peer;
    const std::string id = peer.create_user();
    const std::string good = peer.rules.save();
    const auto spoilt = [&](std::string_view part, std::string_view by) {
        std::string copy = good;
        const auto at = copy.find(part);
        REQUIRE(at != std::string::npos);
        return copy.replace(at, part.size(), by);
    };
    for (const std::string& bad :
         {std::string(), std::string("{}"), std::string("[]"), good.substr(1),
          good.substr(0, good.size() - 1), spoilt("\"format\":1", "\"format\":2"),
          spoilt("resourceId", "resource"), spoilt("2dee53b4", "2dee53bx"),
          spoilt("\"tokenKeyPem\":\"\"", "\"tokenKeyPem\":\"nonsense\""), spoilt("[[\"", "[[5,\""),
          spoilt("\"lastTokenNumber\":", "\"lastTokenNumber\":-1")})
        CHECK_THROWS_AS(peer.rules.load(bad), std::runtime_error);
    CHECK(peer.issue(id).answer.status == 200);
    peer.rules.load(good);
    CHECK(peer.issue(id).answer.status == 200);
}
