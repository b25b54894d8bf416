#include "unit/emulator_peer.hpp"

#include <doctest/doctest.h>

using namespace acs::emulation;
namespace json = boost::json;

namespace {

constexpr const char* target = "/identities?api-version=2023-10-01";

// The journal's reason of a request that is answered 401.
std::string denied(emulator_peer& peer, const request& out)
{
    const reply answer = peer.send(out);
    CHECK(answer.answer.status == 401);
    CHECK(text(peer.last_entry().at("reason")) == header(answer, "x-emulator-reason"));
    return header(answer, "x-emulator-reason");
}

request with_signed_headers(emulator_peer& peer, const std::string& names)
{
    request out = peer.signed_request("POST", target);
    const std::string before(out.headers.find("Authorization").value());
    out.headers.set("Authorization", "HMAC-SHA256 SignedHeaders=" + names + before.substr(before.find('&')));
    return out;
}

} // namespace

TEST_CASE("emulator hostile: what a request may have only once")
{
    emulator_peer peer;
    for (const std::string name : {"Authorization", "x-ms-date", "date", "x-ms-content-sha256"}) {
        request out = peer.signed_request("POST", target);
        out.headers.add(name, "x");
        if (name == "date")
            out.headers.add("Date", "x");
        CHECK(denied(peer, out) == "header " + name + " occurs twice");
    }
    request out = with_signed_headers(peer, "x-ms-date;host;x-ms-content-sha256;x-other");
    out.headers.add("X-Other", "1");
    out.headers.add("X-Other", "2");
    CHECK(denied(peer, out) == "header x-other occurs twice");

    CHECK(
        denied(peer, with_signed_headers(peer, "x-ms-date;host;Host;x-ms-content-sha256")) ==
        "SignedHeaders names host twice");

    out = peer.signed_request("POST", target, "{}");
    out.headers.add("content-type", "application/json");
    CHECK(error_of(peer.send(out)) == "UnsupportedMediaType|The request has more than one Content-Type.|");
}

TEST_CASE("emulator hostile: SignedHeaders is shown only as far as it is names of headers")
{
    emulator_peer peer;
    const std::string key(emulator_peer::access_key);
    for (const std::string& names :
         {key, key + ";x-ms-date;host;x-ms-content-sha256", "x-ms-date;host;x-ms-content-sha256;" + key,
          key + ";" + key + ";x-ms-date;host;x-ms-content-sha256"}) {
        CAPTURE(names);
        CHECK(denied(peer, with_signed_headers(peer, names)).find(key) == std::string::npos);
        const std::string entry = json::serialize(peer.last_entry());
        CHECK(entry.find(key) == std::string::npos);
        CHECK(entry.find("SignedHeaders=") != std::string::npos);
        CHECK(entry.find("(44 characters)") != std::string::npos);
    }
    const request out = with_signed_headers(peer, "x-ms-date;host;x-ms-content-sha256;authorization");
    CHECK(denied(peer, out) == "SignedHeaders names authorization");
    const std::string credential(out.headers.find("Authorization").value());
    CHECK(
        json::serialize(peer.last_entry()).find(credential.substr(credential.find("&Signature="))) ==
        std::string::npos);
}

TEST_CASE("emulator hostile: the journal keeps 2 KB of each text")
{
    emulator_peer peer;
    const std::string much(50'000, 'x');
    request out = peer.plain(much, "/" + much);
    out.headers.add("User-Agent", much);
    out.headers.set("x-ms-client-request-id", much);
    peer.send(out);
    const json::object entry = peer.last_entry();
    const std::string note = "... (50000 characters)";
    CHECK(text(entry.at("method")) == much.substr(0, 2048) + note);
    CHECK(text(entry.at("target")) == "/" + much.substr(0, 2047) + "... (50001 characters)");
    CHECK(text(entry.at("requestId")) == much.substr(0, 2048) + note);
    CHECK(text(entry.at("headers").at("user-agent")) == much.substr(0, 2048) + note);
    CHECK(text(entry.at("reason")).size() < 2048 + 30);
    CHECK(json::serialize(entry).size() < 12 * 1024);
}

TEST_CASE("emulator hostile: what is no UTF-8 is replaced in journal and answers")
{
    emulator_peer peer;
    const std::string good = "\x7f\xC2\x80\xED\x9F\xBF\xEF\xBF\xBF\xF0\x90\x80\x80\xF4\x8F\xBF\xBF";
    const std::string bad[] = {"\xff",         "\xC0\x80",     "\xC1\xBF",         "\xE0\x80\x80",
                               "\xED\xA0\x80", "\xF0\x80\x80", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80",
                               "\xE2\x82",     "\x80"};
    const std::string mark = "\xEF\xBF\xBD";
    for (const std::string& one : bad) {
        request out = peer.signed_request("DELETE", "/identities/" + good + one + "a?api-version=2023-10-01");
        out.headers.add("User-Agent", one);
        const reply answer = peer.send(out);
        CHECK(answer.answer.status == 400);
        std::string marks;
        for (std::size_t i = 0; i < one.size(); ++i)
            marks += mark;
        CHECK(
            error_of(answer) ==
            "ValidationError|The identity '" + good + marks + "a' has invalid format.|Id");
        const json::object entry = peer.last_entry();
        CHECK(text(entry.at("target")) == "/identities/" + good + marks + "a?api-version=2023-10-01");
        CHECK(text(entry.at("headers").at("user-agent")) == marks);
    }
    CHECK_FALSE(json_of(peer.control("GET", "\xff")).empty());
}

TEST_CASE("emulator hostile: a 401 that a fault made says so")
{
    emulator_peer peer;
    for (const char* kind : {"status", "html"}) {
        peer.fault(R"({"times":1,"status":401,"kind":")" + std::string(kind) + "\"}");
        const reply answer = peer.create();
        CHECK(answer.answer.status == 401);
        CHECK(header(answer, "x-emulator-reason") == "fault");
        CHECK(text(peer.last_entry().at("reason")) == "fault");
    }
    peer.fault(R"({"times":1,"kind":"status","status":401,"execute":true})");
    CHECK(header(peer.send(peer.plain("POST", target)), "x-emulator-reason") == "fault");
    CHECK(text(peer.last_entry().at("reason")) == "missing header Authorization");
}
