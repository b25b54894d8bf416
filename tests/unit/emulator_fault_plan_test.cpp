#include "unit/emulator_peer.hpp"

#include <algorithm>
#include <doctest/doctest.h>
#include <utility>
#include <vector>

using namespace acs::emulation;
using namespace std::chrono_literals;
using cut = enum delivery::cut;

TEST_CASE("emulator fault plan: choose by operation, count and luck")
{
    emulator_peer peer;
    peer.fault(R"([{"kind":"status","status":500,"op":"issueAccessToken","skip":1,"times":2},
        {"kind":"status","status":501,"op":["RevokeTokens","delete_user"]}])");
    const std::string id = peer.create_user();
    std::vector<int> seen;
    for (int i = 0; i < 5; ++i)
        seen.push_back(peer.issue(id).answer.status);
    CHECK(seen == std::vector<int>{200, 500, 500, 200, 200});
    CHECK(peer.revoke(id).answer.status == 501);
    CHECK(peer.erase(id).answer.status == 501);
    const auto rules = json_of(peer.control("GET", "faults")).at("faults").as_array();
    CHECK(rules.at(0).at("matched") == 5);
    CHECK(rules.at(0).at("fired") == 2);
    CHECK(rules.at(0).at("op") == "issueAccessToken");
    CHECK(rules.at(0).at("id") == 1);
    CHECK(peer.stats().at("faults").at(1).at("fired") == 2);

    const auto luck = [](std::uint64_t seed) {
        service_settings settings = emulator_peer::default_settings();
        settings.seed = seed;
        emulator_peer p(settings);
        p.fault(R"({"kind":"status","status":500,"probability":0.3})");
        std::string pattern;
        for (int i = 0; i < 1000; ++i)
            pattern += p.create().answer.status == 500 ? '1' : '0';
        return pattern;
    };
    const std::string once = luck(1);
    CHECK(once == luck(1));
    CHECK(once != luck(2));
    const auto hits = std::count(once.begin(), once.end(), '1');
    CHECK(hits > 250);
    CHECK(hits < 350);
    peer.control("DELETE", "faults");
    peer.fault(
        R"([{"kind":"status","status":500,"probability":0},{"kind":"status","status":500,"times":0}])");
    for (int i = 0; i < 20; ++i)
        CHECK(peer.create().answer.status == 201);
}

TEST_CASE("emulator fault plan: the first that answers wins, and the others are not used up")
{
    emulator_peer peer;
    peer.fault(R"([{"kind":"status","status":500,"times":1},{"kind":"status","status":501,"times":1},
        {"kind":"truncate","times":1},{"kind":"reset_inside","times":1}])");
    reply answer = peer.create();
    CHECK(answer.answer.status == 500);
    CHECK(answer.how.cut == cut::truncate);
    answer = peer.create();
    CHECK(answer.answer.status == 501);
    CHECK(answer.how.cut == cut::reset_inside);
    CHECK(peer.create().answer.status == 201);
}

TEST_CASE("emulator fault plan: act on the service's refusals, and never on the control interface")
{
    emulator_peer peer;
    peer.fault(R"([{"kind":"delay","milliseconds":5},{"kind":"garbage","op":"*"}])");
    const reply denied = peer.send(peer.plain("POST", "/identities?api-version=2023-10-01"));
    CHECK(denied.answer.status == 401);
    CHECK(denied.answer.body == "{{{not json at all");
    CHECK(denied.how.delay == 5ms);
    const reply lost = peer.send(peer.plain("GET", "/nowhere"));
    CHECK(lost.answer.status == 404);
    CHECK(lost.how.delay == 5ms);
    const reply control = peer.control("GET", "stats");
    CHECK(control.how.delay == 0ns);
    CHECK(control.answer.status == 200);
    // A fault that answers instead of the service does so for callers without a key, too.
    peer.control("DELETE", "faults");
    peer.fault(R"({"kind":"status","status":503})");
    const reply proxy = peer.send(peer.plain("POST", "/identities?api-version=2023-10-01"));
    CHECK(proxy.answer.status == 503);
    CHECK_FALSE(has_header(proxy, "WWW-Authenticate"));
    CHECK_FALSE(has_header(proxy, "x-emulator-reason"));
}

TEST_CASE("emulator fault plan: calls that meet one still count against the quota")
{
    emulator_peer peer;
    peer.control("POST", "quotas", R"({"enabled":true,"limits":{"create_user":2}})");
    peer.fault(R"({"kind":"status","status":503,"times":2})");
    CHECK(peer.create().answer.status == 503);
    CHECK(peer.create().answer.status == 503);
    CHECK(peer.create().answer.status == 429);
}

TEST_CASE("emulator fault plan: a bad rule is refused with the member's name, and none of its list is taken")
{
    emulator_peer peer;
    const std::vector<std::pair<const char*, const char*>> bad{
        {R"({})", "kind"},
        {R"({"kind":"explode"})", "kind"},
        {R"({"kind":5})", "kind"},
        {R"({"kind":"hang","op":"fly"})", "op"},
        {R"({"kind":"hang","op":[]})", "op"},
        {R"({"kind":"hang","op":[1]})", "op"},
        {R"({"kind":"hang","times":-1})", "times"},
        {R"({"kind":"hang","times":1.5})", "times"},
        {R"({"kind":"hang","skip":"1"})", "skip"},
        {R"({"kind":"hang","probability":1.01})", "probability"},
        {R"({"kind":"hang","milliseconds":5})", "milliseconds"},
        {R"({"kind":"hang","execute":"yes"})", "execute"},
        {R"({"kind":"truncate","execute":true})", "execute"},
        {R"({"kind":"delay"})", "milliseconds"},
        {R"({"kind":"delay","milliseconds":-1})", "milliseconds"},
        {R"({"kind":"status"})", "status"},
        {R"({"kind":"status","status":99})", "status"},
        {R"({"kind":"status","status":600})", "status"},
        {R"({"kind":"status","status":500,"headers":[]})", "headers"},
        {R"({"kind":"status","status":500,"headers":{"a b":"c"}})", "headers"},
        {R"({"kind":"status","status":500,"headers":{"a":"c\r\nd: e"}})", "headers"},
        {R"({"kind":"status","status":500,"headers":{"a":5}})", "headers"},
        {R"({"kind":"status","status":500,"headers":{"a":"\u0001"}})", "headers"},
        {R"({"kind":"status","status":500,"headers":{"content-length":"5"}})", "headers"},
        {R"({"kind":"status","status":500,"headers":{"Transfer-Encoding":"gzip"}})", "headers"},
        {R"({"kind":"status","status":500,"headers":{"connection":"close"}})", "headers"},
        {R"({"kind":"status","status":500,"retryAfter":{}})", "retryAfter"},
        {R"({"kind":"status","status":500,"retry":1})", "retry"},
        {R"({"kind":"interim","status":101})", "status"},
        {R"({"kind":"interim","status":200})", "status"},
        {R"({"kind":"interim","status":[]})", "status"},
        {R"({"kind":"drip","bytes":0})", "bytes"},
        {R"({"kind":"skewed_date"})", "seconds"},
        {R"([{"kind":"hang"},{"kind":"hang","x":1}])", "x"}};
    for (const auto& one : bad) {
        const char* rule = one.first;
        const char* member = one.second;
        CAPTURE(rule);
        const reply answer = peer.control("POST", "faults", rule);
        CHECK(answer.answer.status == 400);
        const auto error = json_of(answer).at("error").as_object();
        CHECK(error.at("target") == member);
        CHECK(text(error.at("message")).find(member) != std::string::npos);
    }
    for (const char* rule : {"", "{", "5", "[1]", "\"hang\""})
        CHECK_MESSAGE(peer.control("POST", "faults", rule).answer.status == 400, rule);
    CHECK(json_of(peer.control("GET", "faults")).at("faults").as_array().empty());
    CHECK(peer.create().answer.status == 201);
}
