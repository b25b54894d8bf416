#include "unit/emulator_peer.hpp"

#include "emulator/encoding/base64.hpp"
#include "emulator/encoding/http_date.hpp"
#include "emulator/encoding/percent_encoding.hpp"
#include "emulator/protocol/service_error.hpp"
#include "emulator/signature/digest.hpp"
#include "emulator/signature/hmac_sha256.hpp"
#include "emulator/signature/signature_verifier.hpp"

#include <doctest/doctest.h>
#include <fstream>
#include <sstream>

using namespace acs::emulation;
using namespace std::chrono_literals;
namespace json = boost::json;

namespace {

json::array vectors()
{
    std::ifstream file(TEST_VECTORS_DIR "/hmac.json");
    std::stringstream content;
    content << file.rdbuf();
    return json::parse(content.str()).as_array();
}

// A request as the vector describes it, and its signature in the header.
request from_vector(const json::value& v)
{
    request out;
    out.method = text(v.at("method"));
    out.target = text(v.at("path_and_query"));
    out.body = text(v.at("body"));
    out.headers.add("Host", text(v.at("host")));
    out.headers.add("X-Ms-Date", text(v.at("date")));
    out.headers.add("X-MS-Content-SHA256", text(v.at("content_sha256")));
    return out;
}

std::string parameters(const json::value& v)
{
    return "SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=" + text(v.at("signature"));
}

// Empty if the request passes.
std::string reason(const json::value& v, const request& received, const std::string& parameters_text)
{
    const signature_verifier verifier(base64_decode(text(v.at("key"))).value(), 300s);
    try {
        verifier.verify(
            received, request_target(received.target), parameters_text,
            parse_http_date(text(v.at("date"))).value() + 299s);
    } catch (const service_error& error) {
        CHECK(error.status == 401);
        CHECK(error.code == "Denied");
        return error.reason;
    }
    return {};
}

} // namespace

TEST_CASE("emulator signature: the published vectors pass, and nothing like them")
{
    for (const json::value& v : vectors()) {
        const request right = from_vector(v);
        CAPTURE(right.target);
        CHECK(base64_encode(sha256(right.body)) == text(v.at("content_sha256")));
        CHECK(
            base64_encode(
                hmac_sha256(base64_decode(text(v.at("key"))).value()).code(text(v.at("string_to_sign")))) ==
            text(v.at("signature")));
        CHECK(reason(v, right, parameters(v)) == "");

        request other = right;
        other.method = "PUT";
        CHECK(reason(v, other, parameters(v)).starts_with("wrong signature"));
        other = right;
        other.target += "&x=1";
        CHECK(reason(v, other, parameters(v)).find("&x=1\\n") != std::string::npos);
        other = right;
        other.headers.set("Host", "contoso.communication.azure.com:443");
        CHECK(reason(v, other, parameters(v)).starts_with("wrong signature"));
        other = right;
        other.body += ' ';
        CHECK(reason(v, other, parameters(v)).starts_with("wrong body hash"));
    }
}

TEST_CASE("emulator signature: one key is used many times")
{
    const hmac_sha256 key("\xa7");
    for (int i = 0; i < 3; ++i)
        CHECK(base64_encode(key.code("banana")) == "88EC05aAS9iXnaimtNO78JLjiPtfWryQB/5QYEzEsu8=");
    CHECK(base64_encode(key.code("\xF0\x9F\x98\x80")) == "1rudJKjn2Zi+3hRrBG29wIF6pD6YyAeQR1ZcFtXoKAU=");
    CHECK(base64_encode(sha256("banana")) == "tJPUg2Sv5E0RwBZc9HCkFk0eJgmRHvmYvoaNRq3j3k4=");
    CHECK_FALSE(key.verify("banana", "short"));
    CHECK_THROWS_AS(hmac_sha256(""), std::invalid_argument);
}

TEST_CASE("emulator signature: the decoded target is accepted too, and only that")
{
    // The signature of the raw form of one vector is that of the decoded form of the other.
    const json::array all = vectors();
    const json::value* encoded_one = nullptr;
    const json::value* decoded_one = nullptr;
    for (const json::value& v : all)
        if (const std::string path = text(v.at("path_and_query"));
            path.find(":issueAccessToken") != path.npos)
            (path.find("%3A") != path.npos ? encoded_one : decoded_one) = &v;
    REQUIRE(encoded_one);
    REQUIRE(decoded_one);
    CHECK(reason(*encoded_one, from_vector(*encoded_one), parameters(*decoded_one)) == "");
    CHECK(reason(*decoded_one, from_vector(*decoded_one), parameters(*encoded_one))
              .starts_with("wrong signature"));
}

TEST_CASE("emulator signature: percent decoding leaves what is no escape")
{
    CHECK(percent_decode("8%3Aacs%3a") == "8:acs:");
    CHECK(percent_decode("%") == "%");
    CHECK(percent_decode("%4") == "%4");
    CHECK(percent_decode("%zz+%41") == "%zz+A");
}

namespace {

// A request signed by hand with freely chosen header names and texts.
reply send_with(
    emulator_peer& peer, const std::string& signed_headers, const std::string& values, const request& base,
    std::string target = {})
{
    const hmac_sha256 key("0123456789abcdef0123456789abcdef");
    request out = base;
    const std::string to_sign = out.method + "\n" + (target.empty() ? out.target : target) + "\n" + values;
    out.headers.set(
        "Authorization",
        "HMAC-SHA256 SignedHeaders=" + signed_headers + "&Signature=" + base64_encode(key.code(to_sign)));
    return peer.send(out);
}

constexpr const char* empty_hash = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
constexpr const char* date = "Mon, 09 Jan 2023 17:55:58 GMT";

} // namespace

TEST_CASE("emulator signature: signed headers may come in any order, with date or x-ms-date")
{
    emulator_peer peer;
    request base = peer.plain("POST", "/identities?api-version=2023-10-01");
    base.headers.add("x-ms-date", date);
    base.headers.add("date", date);
    base.headers.add("x-ms-content-sha256", empty_hash);
    base.headers.add("X-Other", "thing");
    const std::string d = date;
    const std::string h = peer.host;
    const std::string c = empty_hash;
    CHECK(send_with(peer, "date;host;x-ms-content-sha256", d + ";" + h + ";" + c, base).answer.status == 201);
    CHECK(
        send_with(peer, "x-ms-content-sha256;Host;X-MS-Date", c + ";" + h + ";" + d, base).answer.status ==
        201);
    CHECK(
        send_with(peer, "host;x-other;x-ms-date;x-ms-content-sha256", h + ";thing;" + d + ";" + c, base)
            .answer.status == 201);
    CHECK(send_with(peer, "host;x-ms-content-sha256", h + ";" + c, base).answer.status == 401);
    CHECK(text(peer.last_entry().at("reason")) == "SignedHeaders names neither x-ms-date nor date");
    CHECK(send_with(peer, "date;x-ms-content-sha256", d + ";" + c, base).answer.status == 401);
    CHECK(text(peer.last_entry().at("reason")) == "SignedHeaders does not name host");
    CHECK(send_with(peer, "date;host", d + ";" + h, base).answer.status == 401);
    CHECK(send_with(peer, "date;host;x-ms-content-sha256;missing", d, base).answer.status == 401);
    CHECK(text(peer.last_entry().at("reason")) == "missing header (7 characters)");
}

TEST_CASE("emulator signature: the Host text is taken as it came")
{
    emulator_peer peer;
    peer.host = "localhost:8080:8080"; // as one client writes it
    CHECK(peer.create().answer.status == 201);
    request out = peer.signed_request("POST", "/identities?api-version=2023-10-01");
    out.headers.set("Host", "localhost:8080");
    CHECK(peer.send(out).answer.status == 401);
    peer.host = "LocalHost";
    CHECK(peer.create().answer.status == 201);
}

TEST_CASE("emulator signature: the date may be 300 s off, by the emulator's clock")
{
    emulator_peer peer;
    peer.now = std::chrono::floor<std::chrono::seconds>(peer.now);
    peer.signing_skew = -300s;
    CHECK(peer.create().answer.status == 201);
    peer.signing_skew = 300s;
    CHECK(peer.create().answer.status == 201);
    peer.signing_skew = 301s;
    const reply early = peer.create();
    CHECK(early.answer.status == 401);
    CHECK(
        header(early, "x-emulator-reason") ==
        "stale date: x-ms-date is Mon, 09 Jan 2023 18:00:59 GMT, the service's clock says "
        "Mon, 09 Jan 2023 17:55:58 GMT, and at most 300 s are allowed");
    peer.signing_skew = -301s;
    CHECK(peer.create().answer.status == 401);
    peer.control("POST", "clock", R"({"offsetSeconds":-301})");
    CHECK(peer.create().answer.status == 201);
    CHECK(header(peer.create(), "Date") == "Mon, 09 Jan 2023 17:50:57 GMT");

    service_settings strict = emulator_peer::default_settings();
    strict.clock_tolerance = 5s;
    emulator_peer other(strict);
    other.signing_skew = -4s;
    CHECK(other.create().answer.status == 201);
    other.signing_skew = -6s;
    CHECK(other.create().answer.status == 401);
}

TEST_CASE("emulator signature: dates centuries away are stale, nothing worse")
{
    emulator_peer peer;
    for (const char* far : {"Mon, 01 Jan 1900 00:00:00 GMT", "Tue, 01 Jan 2250 00:00:00 GMT"}) {
        request out = peer.signed_request("POST", "/identities?api-version=2023-10-01");
        out.headers.set("x-ms-date", far);
        CHECK(header(peer.send(out), "x-emulator-reason").starts_with("stale date"));
    }
}
