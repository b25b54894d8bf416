#include "unit/emulator_peer.hpp"

#include <doctest/doctest.h>
#include <stdexcept>

using namespace acs::emulation;
namespace json = boost::json;

TEST_CASE("emulator denied: a 401 says why, without secrets")
{
    emulator_peer peer;
    const auto denied = [&](request out) {
        const reply answer = peer.send(out);
        CHECK(answer.answer.status == 401);
        CHECK(header(answer, "WWW-Authenticate") == "HMAC-SHA256, Bearer");
        CHECK(header(answer, "Content-Type") == "application/json");
        CHECK_FALSE(has_header(answer, "api-supported-versions"));
        CHECK(answer.how.chunked);
        CHECK(text(peer.last_entry().at("reason")) == header(answer, "x-emulator-reason"));
        CHECK(answer.answer.body.find("Denied") != std::string::npos);
        return header(answer, "x-emulator-reason");
    };
    const std::string target = "/identities?api-version=2023-10-01";
    CHECK(denied(peer.plain("POST", target)) == "missing header Authorization");

    request out = peer.plain("POST", target);
    out.headers.add("Authorization", "Basic dXNlcjpwYXNz");
    CHECK(denied(out) == "unknown scheme in Authorization: Basic; HMAC-SHA256 and Bearer are known");
    out.headers.set("Authorization", std::string(emulator_peer::access_key));
    CHECK(denied(out) == "unknown scheme in Authorization; HMAC-SHA256 and Bearer are known");
    CHECK(json::serialize(peer.last_entry()).find("MDEy") == std::string::npos);
    out.headers.set("Authorization", "Bearer");
    CHECK(denied(out) == "the bearer token is empty");
    out.headers.set("Authorization", "HMAC-SHA256 ");
    CHECK(denied(out) == "Authorization has a part that is neither SignedHeaders= nor Signature=");
    out.headers.set("Authorization", "HMAC-SHA256 Signature=abc");
    CHECK(denied(out) == "Authorization has no SignedHeaders=");
    out.headers.set("Authorization", "HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256");
    CHECK(denied(out) == "Authorization has no Signature=");
    out.headers.set(
        "Authorization", "HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=abc");
    CHECK(denied(out) == "the Signature in Authorization is not the base64 form of 32 bytes");

    for (const char* name : {"x-ms-date", "x-ms-content-sha256", "host"}) {
        out = peer.signed_request("POST", target);
        out.headers.erase(name);
        CHECK(denied(out) == "missing header " + std::string(name));
    }
    out = peer.signed_request("POST", target);
    out.headers.set("x-ms-date", "2023-01-09T17:55:58Z");
    CHECK(
        denied(out) ==
        "x-ms-date is not an RFC 1123 date like Mon, 09 Jan 2023 17:55:58 GMT: 2023-01-09T17:55:58Z");

    out = peer.signed_request("POST", target, "{}");
    out.body = "{ }";
    CHECK(denied(out).starts_with(
        "wrong body hash: x-ms-content-sha256 is RBNvo1WzZ4oRRq0W9+hknpT7T8If536DEMBg9hyq/4o="));
    CHECK(
        error_of(peer.send(out)) ==
        "Denied|Request 'x-ms-content-sha256' differs from generated content hash.|");

    out = peer.signed_request("POST", target);
    out.target += "&a=b";
    CHECK(
        denied(out) ==
        "wrong signature: made with another key, or of another text than the expected string to sign: "
        "POST\\n/identities?api-version=2023-10-01&a=b\\nMon, 09 Jan 2023 17:55:58 GMT;"
        "localhost:8080;47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    CHECK(error_of(peer.send(out)) == "Denied|Denied by the resource provider.|");
}

TEST_CASE("emulator denied: a client with another key is refused")
{
    service_settings settings = emulator_peer::default_settings();
    settings.access_key = "pw==";
    emulator_peer peer(settings);
    const reply answer = peer.create();
    CHECK(answer.answer.status == 401);
    CHECK(header(answer, "x-emulator-reason").starts_with("wrong signature"));
    settings.access_key = "not base64!";
    CHECK_THROWS_AS(service{settings}, std::invalid_argument);
    settings.access_key = "";
    CHECK_THROWS_AS(service{settings}, std::invalid_argument);
}
