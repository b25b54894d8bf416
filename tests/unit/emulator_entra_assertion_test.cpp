#include "unit/entra_peer.hpp"

#include <chrono>
#include <doctest/doctest.h>

using namespace std::chrono_literals;
using acs::emulation::reply;
namespace json = boost::json;

namespace {

// Making a key takes a while.
const assertion_key& rsa()
{
    static const assertion_key key = assertion_key::rsa();
    return key;
}

const assertion_key& ec()
{
    static const assertion_key key = assertion_key::ec();
    return key;
}

json::array certificates(std::initializer_list<const assertion_key*> keys)
{
    json::array list;
    for (const assertion_key* key : keys)
        list.emplace_back(key->certificate_pem());
    return list;
}

struct registered_peer : entra_peer
{
    registered_peer() { register_for_app({{"certificates", certificates({&rsa(), &ec()})}}); }

    // What becomes of an assertion with this claim changed; null removes it.
    std::string with(const char* name, const json::value& value)
    {
        json::object claims = assertion_claims();
        if (value.is_null())
            claims.erase(name);
        else
            claims[name] = value;
        const reply answer = ask_with_assertion(ec().sign("ES256", {{"x5t", ec().thumbprint()}}, claims));
        return answer.answer.status == 200 ? "200" : refusal_of(answer);
    }
    std::string with_header(json::object header)
    {
        const reply answer = ask_with_assertion(ec().sign("ES256", std::move(header), assertion_claims()));
        return answer.answer.status == 200 ? "200" : refusal_of(answer);
    }
    std::int64_t seconds(std::chrono::seconds from_now) const
    {
        return std::chrono::floor<std::chrono::seconds>(now + from_now).time_since_epoch().count();
    }
};

} // namespace

TEST_CASE("emulator entra: an assertion signed with a registered certificate's key gets a token")
{
    registered_peer peer;
    for (const char* algorithm : {"RS256", "PS256"})
        CHECK(
            peer.create_with(peer.token_of(peer.ask_with_assertion(peer.assertion(rsa(), algorithm)))) ==
            201);
    const std::string assertion = peer.assertion(ec(), "ES256");
    CHECK(peer.create_with(peer.token_of(peer.ask_with_assertion(assertion))) == 201);
    CHECK(peer.ask_with_assertion(assertion).answer.status == 200); // MSAL sends it until it expires
    const std::string journal = peer.control("GET", "journal").answer.body;
    CHECK(journal.find(assertion.substr(assertion.rfind('.'))) == std::string::npos);
    const json::object app = json_of(peer.control("GET", "entra")).at("apps").at(0).as_object();
    CHECK(text(app.at("certificates").at(0).at("thumbprint")) == rsa().thumbprint_hex());
    CHECK(text(app.at("certificates").at(1).at("keyType")) == "EC");
}

TEST_CASE("emulator entra: an assertion names its key by x5t, x5t#S256 or kid")
{
    registered_peer peer;
    CHECK(peer.with_header({{"x5t", ec().thumbprint()}}) == "200");
    CHECK(peer.with_header({{"x5t#S256", ec().thumbprint(true)}}) == "200");
    CHECK(peer.with_header({{"x5t", ec().thumbprint()}, {"kid", "whatever"}}) == "200");
    CHECK(peer.with_header({{"kid", ec().thumbprint_hex()}}) == "200");
    const std::string unknown = "401 invalid_client 700027";
    CHECK(peer.with_header({}) == unknown);
    CHECK(peer.with_header({{"kid", "whatever"}}) == unknown);
    CHECK(peer.with_header({{"x5t", ec().thumbprint(true)}}) == unknown);
    CHECK(peer.with_header({{"x5t", ec().thumbprint()}, {"x5t#S256", rsa().thumbprint(true)}}) == unknown);
    CHECK(peer.with_header({{"x5t", rsa().thumbprint()}}) == unknown); // a key that didn't sign
}

TEST_CASE("emulator entra: a bad signature, or one with an algorithm that isn't the key's, is refused")
{
    registered_peer peer;
    const std::string good = peer.assertion(rsa(), "RS256");
    const auto middle = good.find('.') + 5;
    std::string changed = good;
    changed[middle] = changed[middle] == 'A' ? 'B' : 'A';
    CHECK(peer.ask_with_assertion(changed).answer.status != 200);
    CHECK(
        refusal_of(peer.ask_with_assertion(good.substr(0, good.rfind('.') + 1))) ==
        "401 invalid_client 700027");
    for (const char* algorithm : {"none", "HS256", "RS384"}) {
        // signed with PKCS #1 all the same
        CHECK(
            refusal_of(peer.ask_with_assertion(
                rsa().sign(algorithm, {{"x5t", rsa().thumbprint()}}, peer.assertion_claims()))) ==
            "400 invalid_request 50027");
    }
    CHECK(
        refusal_of(peer.ask_with_assertion(ec().sign(
            "RS256", {{"x5t", ec().thumbprint()}}, peer.assertion_claims()))) == "401 invalid_client 700027");
    for (const char* malformed : {"x", "a.b.c", "..", "e30.e30", "e30.W10.AA", "e30.e30.e30.e30"})
        CHECK(refusal_of(peer.ask_with_assertion(malformed)) == "400 invalid_request 50027");
    CHECK(
        refusal_of(peer.ask(
            {{"grant_type", "client_credentials"},
             {"client_id", peer.client},
             {"client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:saml2-bearer"},
             {"client_assertion", good},
             {"scope", peer.scope}})) == "400 invalid_request 90023");
}

TEST_CASE("emulator entra: an assertion's claims are checked")
{
    registered_peer peer;
    CHECK(peer.with("aud", json::string(peer.token_url)) == "200");
    CHECK(peer.with("aud", json::string("https://localhost:8080/" + peer.tenant + "/v2.0")) == "200");
    CHECK(peer.with("aud", "https://login.microsoftonline.com/x") == "401 invalid_client 700023");
    CHECK(peer.with("aud", json::array{peer.token_url, "other"}) == "401 invalid_client 700023");
    CHECK(peer.with("aud", nullptr) == "401 invalid_client 700023");
    CHECK(peer.with("sub", "11111111-2222-4333-8444-555555555555") == "401 invalid_client 700021");
    CHECK(peer.with("jti", nullptr) == "400 invalid_request 50027");
    CHECK(peer.with("exp", nullptr) == "400 invalid_request 50027");
    CHECK(peer.with("exp", "soon") == "400 invalid_request 50027");
    CHECK(peer.with("exp", peer.seconds(-299s)) == "200"); // clocks may differ by 5 minutes
    CHECK(peer.with("exp", peer.seconds(-300s)) == "401 invalid_client 700024");
    CHECK(peer.with("nbf", peer.seconds(300s)) == "200");
    CHECK(peer.with("nbf", peer.seconds(301s)) == "401 invalid_client 700024");
    CHECK(peer.with("nbf", nullptr) == "200");
    // Somebody else's issuer makes it a federated token, which it isn't.
    CHECK(peer.with("iss", "11111111-2222-4333-8444-555555555555") == "401 invalid_client 700027");
}

TEST_CASE("emulator entra: rotation: both certificates work, then only the new one")
{
    entra_peer peer;
    const assertion_key old = assertion_key::ec();
    const auto status = [&](const assertion_key& key) {
        return peer.ask_with_assertion(peer.assertion(key, "ES256")).answer.status;
    };
    peer.register_for_app({{"certificates", certificates({&old})}});
    CHECK(status(old) == 200);
    CHECK(status(ec()) == 401);
    peer.register_for_app({{"certificates", certificates({&old, &ec()})}});
    CHECK(status(old) == 200);
    CHECK(status(ec()) == 200);
    peer.register_for_app({{"certificates", certificates({&ec()})}});
    CHECK(status(old) == 401);
    CHECK(status(ec()) == 200);
    CHECK(peer.ask_with_secret().answer.status == 200); // untouched
}

TEST_CASE("emulator entra: a certificate that has expired proves nothing")
{
    entra_peer peer; // in January 2023
    const assertion_key expired = assertion_key::ec("20230101000000Z");
    peer.register_for_app({{"certificates", certificates({&expired})}});
    const reply answer = peer.ask_with_assertion(peer.assertion(expired, "ES256"));
    CHECK(refusal_of(answer) == "401 invalid_client 700027");
    CHECK(
        text(json_of(answer).at("error_description")).find("The key used is expired.") != std::string::npos);
}

TEST_CASE("emulator entra: a federated token is as good as a secret if it was registered")
{
    entra_peer peer;
    const auto mint = [&](std::string body) {
        const reply answer = peer.control("POST", "federated-token", std::move(body));
        INFO(answer.answer.body);
        REQUIRE(answer.answer.status == 200);
        return text(json_of(answer).at("token"));
    };
    const auto with = [&](std::string body) {
        const reply answer = peer.ask_with_assertion(mint(std::move(body)));
        return answer.answer.status == 200 ? std::string("200") : refusal_of(answer);
    };
    CHECK(with("{}") == "200");
    CHECK(with(R"({"issuer":"https://elsewhere/"})") == "401 invalid_client 700211");
    CHECK(with(R"({"subject":"system:serviceaccount:a:b"})") == "401 invalid_client 700213");
    CHECK(with(R"({"audience":"api://other"})") == "401 invalid_client 700212");
    CHECK(with(R"({"seconds":-299})") == "200");
    CHECK(with(R"({"seconds":-300})") == "401 invalid_client 700024");
    CHECK(with(R"({"notBeforeSeconds":600})") == "401 invalid_client 700024");
    const std::string token = mint("{}");
    CHECK(refusal_of(peer.ask_with_assertion(token + "A")) == "401 invalid_client 700027");
    CHECK(peer.create_with(token) == 401); // it is no access token

    peer.register_for_app(
        {{"federatedCredentials",
          json::array{json::object{{"issuer", "https://elsewhere/"}, {"subject", "s"}}}}});
    CHECK(with("{}") == "401 invalid_client 700211");
    CHECK(with(R"({"issuer":"https://elsewhere/","subject":"s"})") == "200");
    CHECK(peer.control("POST", "federated-token", R"({"x":1})").answer.status == 400);
}
