#include "emulator/entra/client_proof.hpp"

#include "emulator/encoding/base64.hpp"
#include "emulator/encoding/case_folding.hpp"
#include "emulator/entra/entra_refusals.hpp"
#include "emulator/entra/entra_time.hpp"
#include "emulator/signature/digest.hpp"

#include <algorithm>
#include <chrono>
#include <utility>
#include <vector>

namespace acs::emulation {

namespace {

namespace refusals = entra_refusals;

constexpr std::string_view assertion_type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

// How far the clocks may be apart.
constexpr std::chrono::minutes tolerance{5};

// Whether the token names a certificate in one of the ways there are, and in no way another one.
bool names_certificate(const boost::json::object& header, const app_certificate& certificate)
{
    const std::string_view x5t = without_padding(compact_jws::text(header, "x5t"));
    const std::string_view x5t256 = without_padding(compact_jws::text(header, "x5t#S256"));
    const std::string_view kid = compact_jws::text(header, "kid");
    if (!x5t.empty() && x5t != base64url_encode(certificate.thumbprint()))
        return false;
    if (!x5t256.empty() && x5t256 != base64url_encode(certificate.thumbprint_sha256()))
        return false;
    if (!x5t.empty() || !x5t256.empty())
        return true; // then `kid` may be anything
    return !kid.empty() && (equal_ignoring_case(kid, upper_hex(certificate.thumbprint())) ||
                            equal_ignoring_case(kid, upper_hex(certificate.thumbprint_sha256())) ||
                            kid == base64url_encode(certificate.thumbprint()) ||
                            kid == base64url_encode(certificate.thumbprint_sha256()));
}

// For messages: hex if it is a thumbprint in base64, else as it came.
std::string key_name(const boost::json::object& header)
{
    for (const char* member : {"x5t#S256", "x5t"}) {
        const std::string_view value = without_padding(compact_jws::text(header, member));
        if (const auto bytes = base64url_decode(value); bytes && !bytes->empty())
            return upper_hex(*bytes);
    }
    return std::string(compact_jws::text(header, "kid").substr(0, 64));
}

// One text, or a list of texts.
std::vector<std::string_view> audiences(const boost::json::object& claims)
{
    const auto* value = claims.if_contains("aud");
    std::vector<std::string_view> result;
    if (value != nullptr && value->is_string())
        result.emplace_back(value->get_string());
    else if (value != nullptr && value->is_array())
        for (const auto& one : value->get_array())
            if (one.is_string())
                result.emplace_back(one.get_string());
    return result;
}

} // namespace

client_proof::client_proof(
    const app_registration& app, const federated_tokens& federation, std::string token_url,
    std::string issuer_url, wall_time now)
    : app_(app), federation_(federation), token_url_(std::move(token_url)),
      issuer_url_(std::move(issuer_url)), now_(now)
{}

void client_proof::check(const form_fields& form) const
{
    const auto assertion = form.find("client_assertion");
    const auto type = form.find("client_assertion_type");
    const auto given = form.find("client_secret");
    if (!assertion && given) {
        check_secret(*given);
        return;
    }
    if (!assertion && !type)
        throw refusals::no_proof();
    if (!assertion)
        throw refusals::missing_parameter("client_assertion");
    if (!type)
        throw refusals::missing_parameter("client_assertion_type");
    if (*type != assertion_type)
        throw refusals::unsupported_assertion_type(*type);
    check_assertion(*assertion);
}

void client_proof::check_secret(std::string_view claimed) const
{
    const secret presented(claimed);
    if (std::none_of(
            app_.secrets.begin(), app_.secrets.end(), [&](const secret& one) { return one == presented; }))
        throw refusals::wrong_secret(to_string(app_.client));
}

void client_proof::check_assertion(std::string_view assertion) const
{
    const auto token = compact_jws::parse(assertion);
    if (!token)
        throw refusals::malformed_assertion("it has not three parts of base64url, or not of JSON objects");
    if (parse_guid(compact_jws::text(token->claims, "iss")) == app_.client)
        check_certificate(*token);
    else
        check_federated(*token);
}

void client_proof::check_certificate(const compact_jws& token) const
{
    const std::string_view algorithm = compact_jws::text(token.header, "alg");
    if (algorithm != "RS256" && algorithm != "PS256" && algorithm != "ES256")
        throw refusals::malformed_assertion("its alg is none of RS256, PS256, ES256");
    const std::string key = key_name(token.header);
    const auto found =
        std::find_if(app_.certificates.begin(), app_.certificates.end(), [&](const app_certificate& one) {
            return names_certificate(token.header, one);
        });
    if (found == app_.certificates.end())
        throw refusals::unknown_key("The key was not found.", key);
    if (!found->verify(algorithm, token.signed_text, token.signature))
        throw refusals::wrong_signature(key);
    if (now_ >= found->expires())
        throw refusals::unknown_key("The key used is expired.", key);

    if (parse_guid(compact_jws::text(token.claims, "sub")) != app_.client)
        throw refusals::wrong_subject();
    if (compact_jws::text(token.claims, "jti").empty())
        throw refusals::malformed_assertion("it has no jti");
    const auto named = audiences(token.claims);
    if (named.size() != 1 ||
        !(equal_ignoring_case(named[0], token_url_) || equal_ignoring_case(named[0], issuer_url_)))
        throw refusals::wrong_audience(named.empty() ? std::string_view() : named[0], token_url_);
    check_time(token);
}

void client_proof::check_federated(const compact_jws& token) const
{
    if (!federation_.verify(token))
        throw refusals::wrong_signature(key_name(token.header));
    const std::string_view issuer = compact_jws::text(token.claims, "iss");
    const std::string_view subject = compact_jws::text(token.claims, "sub");
    const auto named = audiences(token.claims);
    bool issuer_known = false;
    bool subject_known = false;
    for (const federated_credential& one : app_.federated) {
        if (one.issuer != issuer)
            continue;
        issuer_known = true;
        if (one.subject != subject)
            continue;
        subject_known = true;
        if (std::find(named.begin(), named.end(), one.audience) != named.end()) {
            check_time(token);
            return;
        }
    }
    if (!issuer_known)
        throw refusals::foreign_issuer(issuer);
    if (!subject_known)
        throw refusals::foreign_subject(subject);
    throw refusals::foreign_audience(named.empty() ? std::string_view() : named[0]);
}

void client_proof::check_time(const compact_jws& token) const
{
    const auto expires = compact_jws::time(token.claims, "exp");
    const auto starts = compact_jws::time(token.claims, "nbf");
    if (!expires)
        throw refusals::malformed_assertion("it has no exp");
    if (!starts && token.claims.contains("nbf"))
        throw refusals::malformed_assertion("its nbf is no time");
    if (now_ >= *expires + tolerance || (starts && now_ + tolerance < *starts))
        throw refusals::outside_validity(
            entra_time(now_), starts ? entra_time(*starts) : "any time", entra_time(*expires));
}

} // namespace acs::emulation
