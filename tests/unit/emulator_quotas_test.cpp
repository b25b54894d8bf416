#include "unit/emulator_peer.hpp"

#include "emulator/quotas/quota_window.hpp"

#include <doctest/doctest.h>
#include <map>

using namespace acs::emulation;
using namespace std::chrono_literals;

namespace {

const acs::wall_time start(std::chrono::seconds(1'700'000'000));

} // namespace

TEST_CASE("emulator quota window: counts the last 30 s exactly")
{
    quota_window window(30s);
    CHECK(window.add(start) == 1);
    CHECK(window.add(start) == 2);
    CHECK(window.add(start + 10s) == 3);
    CHECK(window.count(start + 30s - 1ns) == 3);
    CHECK(window.until_room(3, start + 30s - 1ns) == 1ns);
    CHECK(window.until_room(4, start + 30s - 1ns) == 0ns);
    CHECK(window.until_room(1, start + 30s - 1ns) == 10s + 1ns);
    CHECK(window.count(start + 30s) == 1);
    CHECK(window.count(start + 40s) == 0);
    CHECK(window.peak() == 3);
    CHECK(window.until_room(0, start + 40s) == 30s);
}

TEST_CASE("emulator quota window: a clock that goes back empties it")
{
    quota_window window(30s);
    window.add(start + 1h);
    CHECK(window.add(start) == 1);
    CHECK(window.add(start + 1s) == 2);
    CHECK(window.peak() == 2);
}

TEST_CASE("emulator quota window: stays small and right under load")
{
    quota_window window(30s);
    std::size_t last = 0;
    for (int i = 0; i < 300'000; ++i)
        last = window.add(start + i * 10us);
    CHECK(last == 300'000);
    CHECK(window.count(start + 30s + 1500ms) <= 150'100);
    CHECK(window.count(start + 30s + 1500ms) >= 149'900);
    CHECK(window.count(start + 40s) == 0);
}

TEST_CASE("emulator quotas: are off unless switched on")
{
    emulator_peer peer;
    const std::string id = peer.create_user();
    for (int i = 0; i < 1100; ++i)
        CHECK(peer.issue(id).answer.status == 200);
    CHECK(peer.operation_stats("get_token").at("max_calls_30s") == 1100);
    CHECK(peer.operation_stats("get_token").at("throttled") == 0);
}

TEST_CASE("emulator quotas: the published numbers, each operation by itself")
{
    service_settings settings = emulator_peer::default_settings();
    settings.quotas = true;
    emulator_peer peer(settings);
    const std::string id = peer.create_user(); // the first of create_user
    const std::map<std::string, int> expected{{"create_user", 999},   {"create_user_and_token", 1000},
                                              {"get_token", 1000},    {"get_token_for_teams_user", 500},
                                              {"revoke_tokens", 500}, {"delete_user", 500}};
    const auto call = [&](const std::string& name) {
        if (name == "create_user")
            return peer.create();
        if (name == "create_user_and_token")
            return peer.create(R"({"createTokenWithScopes":["chat"]})");
        if (name == "get_token")
            return peer.issue(id);
        if (name == "get_token_for_teams_user")
            return peer.post("/teamsUser/:exchangeAccessToken", "{}"); // refused with 401, and counted
        if (name == "revoke_tokens")
            return peer.revoke(id);
        return peer.erase(
            "8:acs:" + std::string(emulator_peer::resource) + "_00000005-14a2-493b-8a72-5a3a0d000081");
    };
    for (const auto& expectation : expected) {
        const std::string& name = expectation.first;
        CAPTURE(name);
        int passed = 0;
        while (call(name).answer.status != 429)
            ++passed;
        CHECK(passed == expectation.second);
        CHECK(peer.operation_stats(name).at("throttled") == 1);
    }
    peer.now += 30s;
    for (const auto& [name, limit] : expected)
        CHECK(call(name).answer.status != 429);
}

TEST_CASE("emulator quotas: rejected calls count, unauthenticated ones don't")
{
    emulator_peer peer;
    peer.control("POST", "quotas", R"({"enabled":true,"limits":{"get_token":2}})");
    const std::string id = peer.create_user();
    const auto status = [&] {
        return peer.issue(id).answer.status;
    };
    for (int i = 0; i < 5; ++i)
        CHECK(
            peer.send(peer.plain("POST", "/identities/" + id + "/:issueAccessToken?api-version=2023-10-01"))
                .answer.status == 401);
    CHECK(peer.issue(id, "{").answer.status == 400); // counts
    CHECK(status() == 200);
    peer.now += 20s;
    CHECK(status() == 429);
    peer.now += 10s; // the first two are gone, the rejected one is not
    CHECK(status() == 200);
    CHECK(status() == 429);
    CHECK(peer.operation_stats("get_token").at("max_calls_30s") == 8);
}

TEST_CASE("emulator quotas: Retry-After in every form")
{
    emulator_peer peer;
    const std::string id = peer.create_user();
    const auto rejected = [&](const std::string& form) {
        peer.control("POST", "quotas", R"({"enabled":false})");
        const reply set = peer.control(
            "POST", "quotas",
            R"({"enabled":true,"retryAfter":")" + form +
                R"(","limits":{"get_token":1},"windowSeconds":2.5})");
        REQUIRE(set.answer.status == 200);
        CHECK(peer.issue(id).answer.status == 200);
        peer.now += 100ms;
        const reply answer = peer.issue(id);
        CHECK(answer.answer.status == 429);
        CHECK(error_of(answer).starts_with("TooManyRequests|"));
        CHECK(header(answer, "Content-Type") == "application/json");
        return answer;
    };
    // The rejected call is the last one in the window: it has to leave, too.
    CHECK(header(rejected("seconds"), "Retry-After") == "3");
    CHECK(header(rejected("date"), "Retry-After") == "Mon, 09 Jan 2023 17:56:01 GMT");
    CHECK(header(rejected("retry-after-ms"), "retry-after-ms") == "2500");
    CHECK(header(rejected("x_ms_retry_after_ms"), "x-ms-retry-after-ms") == "2500");
    CHECK(header(rejected("Garbage"), "Retry-After") == "soon");
    const reply none = rejected("none");
    for (const char* name : {"Retry-After", "retry-after-ms", "x-ms-retry-after-ms"})
        CHECK_FALSE(has_header(none, name));
    CHECK(
        text(peer.last_entry().at("reason")) ==
        "quota of get_token: 2 calls in 2500 ms, at most 1 are allowed");
}

TEST_CASE("emulator quotas: the configuration can be read, changed and is checked")
{
    emulator_peer peer;
    auto current = json_of(peer.control("GET", "quotas"));
    CHECK(current.at("enabled") == false);
    CHECK(current.at("retryAfter") == "seconds");
    CHECK(current.at("windowSeconds") == 30);
    CHECK(current.at("limits").at("get_token") == 1000);
    CHECK(current.at("limits").at("revoke_tokens") == 500);
    peer.control("POST", "quotas", R"({"enabled":true,"limits":{"createIdentity":7,"DeleteUser":8}})");
    current = json_of(peer.control("GET", "quotas"));
    CHECK(current.at("limits").at("create_user") == 7);
    CHECK(current.at("limits").at("create_user_and_token") == 7);
    CHECK(current.at("limits").at("delete_user") == 8);
    for (const char* bad :
         {"", "[]", R"({"enabled":1})", R"({"retryAfter":"later"})", R"({"windowSeconds":0})",
          R"({"limits":[]})", R"({"limits":{"fly":1}})", R"({"limits":{"get_token":-1}})", R"({"on":true})"})
        CHECK_MESSAGE(peer.control("POST", "quotas", bad).answer.status == 400, bad);
    peer.control("POST", "reset");
    CHECK(json_of(peer.control("GET", "quotas")).at("limits").at("create_user") == 1000);
    peer.control("POST", "quotas", R"({"enabled":true,"limits":{"*":0}})");
    CHECK(peer.create().answer.status == 429);
}
