#include "unit/emulator_peer.hpp"

#include "emulator/encoding/base64.hpp"

#include <array>
#include <cstdio>
#include <ctime>
#include <doctest/doctest.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/sha.h>
#include <utility>
#include <vector>

using namespace acs::emulation;
namespace json = boost::json;

namespace {

std::string base64(const unsigned char* bytes, std::size_t size)
{
    std::vector<unsigned char> text(4 * ((size + 2) / 3) + 1);
    const int length = EVP_EncodeBlock(text.data(), bytes, static_cast<int>(size));
    return {text.begin(), text.begin() + length};
}

std::string hmac(std::string_view key, std::string_view data)
{
    std::array<unsigned char, 32> code{};
    unsigned length = 0;
    HMAC(
        EVP_sha256(), key.data(), static_cast<int>(key.size()),
        reinterpret_cast<const unsigned char*>(data.data()), data.size(), code.data(), &length);
    return base64(code.data(), length);
}

std::string content_hash(std::string_view body)
{
    std::array<unsigned char, 32> hash{};
    SHA256(reinterpret_cast<const unsigned char*>(body.data()), body.size(), hash.data());
    return base64(hash.data(), hash.size());
}

std::string date_text(acs::wall_time when)
{
    const std::time_t seconds = std::chrono::floor<std::chrono::seconds>(when).time_since_epoch().count();
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    std::array<char, 64> text{};
    return {text.data(), std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts)};
}

} // namespace

service_settings emulator_peer::default_settings()
{
    service_settings settings;
    settings.access_key = access_key;
    settings.resource_id = resource;
    settings.signing = acs::token_signing::hs256;
    return settings;
}

emulator_peer::emulator_peer() : emulator_peer(default_settings()) {}

emulator_peer::emulator_peer(service_settings settings)
    : rules(std::move(settings)), now(std::chrono::nanoseconds(1673286958'123456789))
{}

request emulator_peer::plain(std::string method, std::string target, std::string body) const
{
    request out;
    out.method = std::move(method);
    out.target = std::move(target);
    out.headers.add("Host", host);
    if (!body.empty())
        out.headers.add("Content-Type", "application/json");
    out.headers.add("x-ms-client-request-id", "0f1e2d3c-0000-4000-8000-000000000001");
    out.body = std::move(body);
    out.connection = 1;
    return out;
}

void emulator_peer::sign(request& out) const
{
    const std::string date = date_text(now + signing_skew);
    const std::string hash = content_hash(out.body);
    const std::string text = out.method + "\n" + out.target + "\n" + date + ";" + host + ";" + hash;
    out.headers.add("x-ms-date", date);
    out.headers.add("x-ms-content-sha256", hash);
    out.headers.add(
        "Authorization", "HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=" +
                             hmac("0123456789abcdef0123456789abcdef", text));
}

request emulator_peer::signed_request(std::string method, std::string target, std::string body) const
{
    request out = plain(std::move(method), std::move(target), std::move(body));
    sign(out);
    return out;
}

reply emulator_peer::send(const request& out)
{
    return rules.handle(out, now);
}

reply emulator_peer::call(std::string method, std::string path, std::string body)
{
    return send(signed_request(std::move(method), path + "?api-version=" + version, std::move(body)));
}

reply emulator_peer::post(std::string path, std::string body)
{
    return call("POST", std::move(path), std::move(body));
}

reply emulator_peer::create(std::string body)
{
    return post("/identities", std::move(body));
}

std::string emulator_peer::create_user()
{
    const reply answer = create();
    REQUIRE(answer.answer.status == 201);
    return text(json_of(answer).at("identity").at("id"));
}

reply emulator_peer::issue(const std::string& id, std::string body)
{
    return post("/identities/" + encoded(id) + "/:issueAccessToken", std::move(body));
}

std::string emulator_peer::token(const std::string& id)
{
    const reply answer = issue(id);
    REQUIRE(answer.answer.status == 200);
    return text(json_of(answer).at("token"));
}

reply emulator_peer::revoke(const std::string& id)
{
    return post("/identities/" + encoded(id) + "/:revokeAccessTokens");
}

reply emulator_peer::erase(const std::string& id)
{
    return call("DELETE", "/identities/" + encoded(id));
}

reply emulator_peer::control(std::string method, const std::string& path, std::string body)
{
    return send(plain(std::move(method), "/_emulator/" + path, std::move(body)));
}

void emulator_peer::fault(std::string rule)
{
    const reply answer = control("POST", "faults", std::move(rule));
    INFO(answer.answer.body);
    REQUIRE(answer.answer.status == 200);
}

json::object emulator_peer::introspect(const std::string& token)
{
    return json_of(control("POST", "introspect", R"({"token":")" + token + "\"}"));
}

json::object emulator_peer::stats()
{
    return json_of(control("GET", "stats"));
}

json::object emulator_peer::operation_stats(std::string_view operation)
{
    return stats().at("operations").at(operation).as_object();
}

json::object emulator_peer::last_entry()
{
    return json_of(control("GET", "journal?last=1")).at("entries").at(0).as_object();
}

std::string encoded(std::string_view id)
{
    std::string result;
    for (char c : id) {
        if (c == ':')
            result += "%3A";
        else
            result += c;
    }
    return result;
}

json::object json_of(const reply& answer)
{
    INFO(answer.answer.body);
    const json::value body = json::parse(answer.answer.body);
    REQUIRE(body.is_object());
    return body.get_object();
}

std::string header(const reply& answer, std::string_view name)
{
    return std::string(answer.answer.headers.find(name).value_or("(none)"));
}

bool has_header(const reply& answer, std::string_view name)
{
    return answer.answer.headers.find(name).has_value();
}

std::string error_of(const reply& answer)
{
    const json::object error = json_of(answer).at("error").as_object();
    const std::string target = error.contains("target") ? text(error.at("target")) : "";
    return text(error.at("code")) + "|" + text(error.at("message")) + "|" + target;
}

json::object token_part(const std::string& token, int part)
{
    std::string_view rest = token;
    for (int i = 0; i < part; ++i)
        rest.remove_prefix(rest.find('.') + 1);
    return json::parse(base64url_decode(rest.substr(0, rest.find('.'))).value()).as_object();
}

std::string text(const json::value& value)
{
    REQUIRE(value.is_string());
    return std::string(value.get_string());
}
