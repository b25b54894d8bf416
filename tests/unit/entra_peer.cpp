#include "unit/entra_peer.hpp"

#include "emulator/entra/entra_directory.hpp"

#include <chrono>
#include <doctest/doctest.h>

using namespace acs::emulation;
namespace json = boost::json;

namespace {

std::string form_encoded(std::string_view text)
{
    std::string result;
    for (const char c : text) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                           c == '-' || c == '_' || c == '.';
        if (plain) {
            result += c;
        } else if (c == ' ') {
            result += '+';
        } else {
            result += '%';
            result += "0123456789ABCDEF"[static_cast<unsigned char>(c) >> 4];
            result += "0123456789ABCDEF"[static_cast<unsigned char>(c) & 15];
        }
    }
    return result;
}

} // namespace

entra_peer::entra_peer()
{
    const entra_directory& known = rules.directory();
    tenant = to_string(known.tenant());
    client = to_string(known.client());
    client_secret = known.client_secret().reveal();
    identity_header = known.identity_header().reveal();
    token_url = "https://" + host + "/" + tenant + "/oauth2/v2.0/token";
}

request entra_peer::token_request(fields form) const
{
    std::string body;
    for (const auto& [name, value] : form)
        body += (body.empty() ? "" : "&") + std::string(name) + "=" + form_encoded(value);
    request out = plain("POST", "/" + tenant + "/oauth2/v2.0/token", std::move(body));
    out.headers.set("Content-Type", "application/x-www-form-urlencoded");
    return out;
}

reply entra_peer::ask(fields form)
{
    return send(token_request(form));
}

reply entra_peer::ask_with_secret(std::string_view wanted)
{
    return ask(
        {{"grant_type", "client_credentials"},
         {"client_id", client},
         {"client_secret", client_secret},
         {"scope", wanted}});
}

reply entra_peer::ask_with_assertion(std::string_view assertion)
{
    return ask(
        {{"grant_type", "client_credentials"},
         {"client_id", client},
         {"client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"},
         {"client_assertion", assertion},
         {"scope", scope}});
}

std::string entra_peer::token_of(const reply& answer)
{
    INFO(answer.answer.body);
    REQUIRE(answer.answer.status == 200);
    return text(json_of(answer).at("access_token"));
}

json::object entra_peer::assertion_claims() const
{
    const auto seconds = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
    return {{"aud", token_url}, {"iss", client},  {"sub", client},
            {"jti", "a-1"},     {"nbf", seconds}, {"exp", seconds + 600}};
}

std::string entra_peer::assertion(const assertion_key& key, std::string_view algorithm) const
{
    return key.sign(algorithm, {{"x5t", key.thumbprint()}}, assertion_claims());
}

void entra_peer::register_for_app(json::object what)
{
    const json::object body{{"apps", json::array{std::move(what)}}};
    const reply answer = control("POST", "entra", json::serialize(body));
    INFO(answer.answer.body);
    REQUIRE(answer.answer.status == 200);
}

int entra_peer::create_with(std::string_view token)
{
    request out = plain("POST", "/identities?api-version=" + version);
    out.headers.add("Authorization", "Bearer " + std::string(token));
    return send(out).answer.status;
}

request entra_peer::metadata_request(
    std::string target, std::initializer_list<std::pair<std::string, std::string>> headers) const
{
    request out;
    out.method = "GET";
    out.target = std::move(target);
    out.headers.add("Host", "127.0.0.1:40000");
    for (const auto& [name, value] : headers)
        out.headers.add(name, value);
    out.to_metadata = true;
    return out;
}

reply entra_peer::imds(std::string_view query)
{
    return send(metadata_request(
        "/metadata/identity/oauth2/token?api-version=2018-02-01&" + std::string(query),
        {{"Metadata", "true"}}));
}

std::string refusal_of(const reply& answer)
{
    const json::object body = json_of(answer);
    const auto code = body.at("error_codes").at(0).to_number<int>();
    CHECK(text(body.at("error_description")).rfind("AADSTS" + std::to_string(code) + ": ", 0) == 0);
    return std::to_string(answer.answer.status) + " " + text(body.at("error")) + " " + std::to_string(code);
}
