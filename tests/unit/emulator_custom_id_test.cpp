#include "unit/emulator_peer.hpp"

#include <doctest/doctest.h>
#include <vector>

using namespace acs::emulation;
using namespace std::chrono_literals;
namespace json = boost::json;

namespace {

const std::vector<std::string> stable{"2021-03-07", "2022-06-01", "2022-10-01", "2023-10-01",
                                      "2025-06-30", "2026-07-22", "2026-09-23"};
constexpr auto preview = "2025-03-02-preview";

std::string with_custom_id(const std::string& custom_id)
{
    return json::serialize(json::object{{"customId", custom_id}});
}

std::string id_in(const reply& answer)
{
    REQUIRE(answer.answer.status == 201);
    return text(json_of(answer).at("identity").at("id"));
}

reply get(emulator_peer& peer, const std::string& id)
{
    return peer.call("GET", "/identities/" + encoded(id));
}

} // namespace

TEST_CASE("emulator custom id: the same one gives the same identity")
{
    emulator_peer peer;
    peer.version = preview;
    const reply first = peer.create(with_custom_id("alice@contoso.com"));
    const std::string id = id_in(first);
    CHECK(json_of(first).at("identity").at("customId") == "alice@contoso.com");
    CHECK_FALSE(json_of(first).contains("accessToken"));
    CHECK(id_in(peer.create(with_custom_id("alice@contoso.com"))) == id);
    CHECK(id_in(peer.create(R"({"CustomId":"alice@contoso.com"})")) == id);
    CHECK(peer.stats().at("identities") == 1);

    // Case counts.
    CHECK(id_in(peer.create(with_custom_id("Alice@contoso.com"))) != id);
    CHECK(id_in(peer.create(R"({"customId":null})")) != id_in(peer.create(R"({"customId":null})")));

    const reply token = peer.create(R"({"customId":"alice@contoso.com","createTokenWithScopes":["chat"]})");
    CHECK(id_in(token) == id);
    const std::string issued = text(json_of(token).at("accessToken").at("token"));
    CHECK(peer.introspect(issued).at("reason") == "valid");
    peer.revoke(id);
    CHECK(peer.introspect(issued).at("reason") == "revoked");

    // Gone is gone: the custom id is free again.
    CHECK(peer.erase(id).answer.status == 204);
    CHECK(get(peer, id).answer.status == 404);
    CHECK(id_in(peer.create(with_custom_id("alice@contoso.com"))) != id);
    peer.control("POST", "reset");
    CHECK(id_in(peer.create(with_custom_id("alice@contoso.com"))) != id);
}

TEST_CASE("emulator custom id: 1 to 256 characters of text")
{
    emulator_peer peer;
    peer.version = preview;
    std::string umlauts;
    for (int i = 0; i < 256; ++i)
        umlauts += "\xc3\xa4";
    for (const std::string& good :
         {std::string("a"), std::string(256, 'x'), umlauts, std::string("\"\\\n"), std::string(" ")}) {
        const reply answer = peer.create(with_custom_id(good));
        CHECK(text(json_of(answer).at("identity").at("customId")) == good);
        CHECK(text(json_of(get(peer, id_in(answer))).at("customId")) == good);
    }
    const std::string wrong_length = "ValidationError|CustomId: The field CustomId must be a string with a "
                                     "minimum length of 1 and a maximum length of 256.|CustomId";
    for (const std::string& bad : {std::string(), std::string(257, 'x'), umlauts + "x"}) {
        const reply answer = peer.create(with_custom_id(bad));
        CHECK(answer.answer.status == 400);
        CHECK(error_of(answer) == wrong_length);
        CHECK(has_header(answer, "api-supported-versions"));
    }
    for (const char* bad : {R"({"customId":1})", R"({"customId":["a"]})", R"({"customId":{}})"}) {
        const reply answer = peer.create(bad);
        CHECK(answer.answer.status == 400);
        CHECK(error_of(answer).ends_with("|CustomId"));
    }
    // Nothing comes into being if another member is wrong.
    CHECK(
        peer.create(R"({"customId":"new","createTokenWithScopes":["chat"],"expiresInMinutes":1})")
            .answer.status == 400);
    CHECK(peer.stats().at("identities") == 5);
}

TEST_CASE("emulator custom id: only the preview knows it")
{
    emulator_peer peer;
    for (const std::string& version : stable) {
        CAPTURE(version);
        peer.version = version;
        const reply answer = peer.create(with_custom_id("bob"));
        CHECK_FALSE(json_of(answer).at("identity").as_object().contains("customId"));
        CHECK(id_in(answer) != id_in(peer.create(with_custom_id("bob"))));
        CHECK(peer.create(R"({"customId":5})").answer.status == 201);
    }
}

TEST_CASE("emulator custom id: an identity can be read in the preview")
{
    emulator_peer peer;
    peer.version = preview;
    const std::string id = peer.create_user();
    const reply plain = get(peer, id);
    CHECK(plain.answer.status == 200);
    CHECK(plain.answer.body == R"({"id":")" + id + "\"}");
    CHECK(header(plain, "api-supported-versions") == preview);
    CHECK_FALSE(plain.how.chunked);

    peer.token(id);
    peer.now += 1h;
    CHECK(json_of(get(peer, id)).at("lastTokenIssuedAt") == "2023-01-09T17:55:58.1234567+00:00");
    peer.token(id);
    peer.revoke(id);
    CHECK(json_of(get(peer, id)).at("lastTokenIssuedAt") == "2023-01-09T18:55:58.1234567+00:00");

    CHECK(peer.operation_stats("get_user").at("requests") == 3);
    CHECK(peer.last_entry().at("operation") == "get_user");
    CHECK(error_of(get(peer, "8:acs:x")) == "ValidationError|The identity '8:acs:x' has invalid format.|Id");
    std::string foreign = id;
    foreign.replace(6, 8, "11111111");
    CHECK(get(peer, foreign).answer.status == 403);
    peer.erase(id);
    CHECK(get(peer, id).answer.status == 404);
    CHECK(peer.send(peer.plain("GET", "/identities/" + id + "?api-version=" + preview)).answer.status == 401);
}

TEST_CASE("emulator custom id: other versions can't read an identity")
{
    emulator_peer peer;
    const std::string id = peer.create_user();
    for (const std::string& version : stable) {
        CAPTURE(version);
        peer.version = version;
        const reply answer = get(peer, id);
        CHECK(answer.answer.status == 400);
        CHECK(error_of(answer).starts_with("UnsupportedApiVersion|"));
        CHECK(header(answer, "api-supported-versions") == preview);
    }
}

TEST_CASE("emulator custom id: survives a restart")
{
    emulator_peer before;
    before.version = preview;
    const std::string named = id_in(before.create(with_custom_id("\"carol\"")));
    const std::string used = before.create_user();
    const std::string both = id_in(before.create(R"({"customId":"dave","createTokenWithScopes":["voip"]})"));
    before.token(used);
    const std::string saved = before.rules.save();

    emulator_peer after;
    after.version = preview;
    after.create(with_custom_id("dave")); // forgotten by loading
    after.rules.load(saved);
    CHECK(after.stats().at("identities") == 3);
    CHECK(id_in(after.create(with_custom_id("\"carol\""))) == named);
    CHECK(id_in(after.create(with_custom_id("dave"))) == both);
    for (const std::string& id : {named, used, both})
        CHECK(get(after, id).answer.body == get(before, id).answer.body);
    CHECK(after.rules.save().size() == saved.size());

    // A file from before there were custom ids.
    after.rules.load(
        R"({"format":1,"resourceId":"2dee53b4-368b-45b4-ab52-8493fb117652","tokenKeyPem":"","lastTokenNumber":5,)"
        R"("identitiesCreated":1,"identities":[["00000005-14a2-493b-8a72-5a3a0d000081",5]]})");
    CHECK(
        get(after, "8:acs:2dee53b4-368b-45b4-ab52-8493fb117652_00000005-14a2-493b-8a72-5a3a0d000081")
            .answer.status == 200);
    CHECK(id_in(after.create(with_custom_id("dave"))) != both);
}

TEST_CASE("emulator custom id: faults and quotas of reading an identity")
{
    emulator_peer peer;
    peer.version = preview;
    const std::string id = peer.create_user();
    peer.fault(R"({"kind":"status","status":503,"op":"getUserDetail","times":1})");
    CHECK(get(peer, id).answer.status == 503);
    CHECK(get(peer, id).answer.status == 200);
    peer.control("POST", "quotas", R"({"enabled":true,"limits":{"get_user":1}})");
    CHECK(get(peer, id).answer.status == 200);
    CHECK(get(peer, id).answer.status == 429);
    peer.control("POST", "quotas", R"({"limits":{"get_user":null}})");
    CHECK(json_of(peer.control("GET", "quotas")).at("limits").at("get_user").is_null());
    CHECK(get(peer, id).answer.status == 200);
}
