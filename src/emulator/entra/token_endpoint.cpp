#include "emulator/entra/token_endpoint.hpp"

#include "emulator/encoding/case_folding.hpp"
#include "emulator/encoding/json_text.hpp"
#include "emulator/encoding/unix_seconds.hpp"
#include "emulator/entra/client_proof.hpp"
#include "emulator/entra/entra_refusals.hpp"
#include "emulator/entra/entra_time.hpp"
#include "emulator/entra/form_fields.hpp"

#include <boost/json.hpp>
#include <cstring>
#include <vector>

namespace acs::emulation {

namespace {

namespace json = boost::json;
namespace refusals = entra_refusals;

constexpr std::string_view every_resource = "/.default";

bool is_first_version(const request_target& target)
{
    return target.segments.size() == 3;
}

std::string random_guid(random_sequence& random)
{
    const std::uint64_t halves[2] = {random.next(), random.next()};
    guid drawn;
    std::memcpy(drawn.bytes.data(), halves, sizeof halves);
    return to_string(drawn);
}

// The audience that a scope stands for. Of `https://host//.default` it ends with a slash, of
// `https://host/.default` it doesn't.
std::string audience_of(std::string_view scopes)
{
    std::string_view wanted;
    for (std::string_view rest = scopes; !rest.empty();) {
        const auto end = std::min(rest.find(' '), rest.size());
        const std::string_view one = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        // Client libraries add these to whatever they are asked for.
        if (one.empty() || one == "openid" || one == "profile" || one == "offline_access")
            continue;
        if (!wanted.empty())
            throw refusals::several_scopes(scopes);
        wanted = one;
    }
    if (!wanted.ends_with(every_resource) || wanted.size() == every_resource.size())
        throw refusals::scope_without_default(scopes);
    wanted.remove_suffix(every_resource.size());
    return std::string(wanted);
}

// The first version is told the audience itself.
std::string audience_of(const form_fields& form, bool first_version)
{
    const auto resource = form.find("resource");
    if (first_version && !resource)
        throw refusals::missing_parameter("resource");
    if (first_version)
        return std::string(*resource);
    if (resource)
        throw refusals::unsupported_resource();
    const auto scope = form.find("scope");
    if (!scope)
        throw refusals::missing_parameter("scope");
    return audience_of(*scope);
}

std::string claims_of(const form_fields& form)
{
    std::string claims(form.find("claims").value_or(""));
    if (claims.empty())
        return claims;
    json::error_code error;
    const json::value parsed = json::parse(claims, error);
    if (error || !parsed.is_object())
        throw refusals::malformed_claims();
    return claims;
}

guid tenant_of(std::string_view name, const entra_directory& directory)
{
    for (const std::string_view any : {"common", "organizations", "consumers"})
        if (equal_ignoring_case(name, any))
            throw refusals::no_tenant();
    const auto tenant = parse_guid(name);
    if (!tenant && name.find('.') == std::string_view::npos)
        throw refusals::malformed_tenant(name);
    if (!tenant || !directory.has_tenant(*tenant))
        throw refusals::unknown_tenant(name);
    return *tenant;
}

} // namespace

token_endpoint::token_endpoint(const entra_directory& directory, entra_tokens& tokens, std::uint64_t seed)
    : directory_(directory), tokens_(tokens), random_(scatter(seed + 1))
{}

bool token_endpoint::concerns(const request_target& target)
{
    const auto& parts = target.segments;
    if (parts.size() < 3 || !equal_ignoring_case(parts[1], "oauth2"))
        return false;
    const bool newer = parts.size() == 4 && equal_ignoring_case(parts[2], "v2.0");
    return (newer || is_first_version(target)) && equal_ignoring_case(parts.back(), "token");
}

entra_outcome token_endpoint::answer(
    const request& received, const request_target& target, const std::string& authority,
    std::optional<std::chrono::seconds> lifetime, wall_time now)
{
    try {
        entra_outcome result;
        result.answer.body = token(received, target, authority, lifetime, now);
        result.answer.headers.add("x-ms-request-id", random_guid(random_));
        return result;
    } catch (const entra_error& error) {
        return refuse(error, received, authority, now);
    }
}

entra_outcome token_endpoint::refuse(
    const entra_error& error, const request& received, const std::string& authority, wall_time now)
{
    entra_outcome result;
    const std::string number = std::to_string(error.code);
    const std::string trace = random_guid(random_);
    const auto asked = parse_guid(received.headers.find("client-request-id").value_or(""));
    const std::string correlation = asked ? to_string(*asked) : random_guid(random_);
    const std::string time = entra_time(now);
    result.reason = "AADSTS" + number + ": " + error.message;
    result.answer.status = error.status;
    result.answer.headers.add("x-ms-request-id", trace);
    result.answer.body = json_text(json::object{
        {"error", error.error},
        {"error_description",
         result.reason + " Trace ID: " + trace + " Correlation ID: " + correlation + " Timestamp: " + time},
        {"error_codes", json::array{error.code}},
        {"timestamp", time},
        {"trace_id", trace},
        {"correlation_id", correlation},
        {"error_uri", authority + "/error?code=" + number}});
    return result;
}

const app_registration& token_endpoint::app_of(const form_fields& form, std::string_view tenant) const
{
    const auto client_id = form.find("client_id");
    if (!client_id)
        throw refusals::missing_parameter("client_id");
    const guid directory = tenant_of(tenant, directory_);
    const auto client = parse_guid(*client_id);
    const app_registration* app = client ? directory_.find(directory, *client) : nullptr;
    if (app == nullptr)
        throw refusals::unknown_app(*client_id, tenant);
    return *app;
}

std::string token_endpoint::token(
    const request& received, const request_target& target, const std::string& authority,
    std::optional<std::chrono::seconds> lifetime, wall_time now)
{
    if (received.method != "POST")
        throw refusals::wrong_method(received.method);
    form_fields form = form_fields::of(received);
    form.add_basic(received);
    for (const std::string_view name :
         {"grant_type", "client_id", "client_secret", "client_assertion", "client_assertion_type", "scope",
          "resource", "claims"})
        if (form.count(name) > 1)
            throw refusals::repeated_parameter(name);
    const auto grant = form.find("grant_type");
    if (!grant)
        throw refusals::missing_parameter("grant_type");
    const bool first_version = is_first_version(target);
    const std::string& tenant = target.segments[0];
    const app_registration& app = app_of(form, tenant);
    if (*grant != "client_credentials")
        throw refusals::unsupported_grant(*grant);
    entra_tokens::entra_claims claims;
    claims.audience = audience_of(form, first_version);
    claims.requested_claims = claims_of(form);
    const std::string of_tenant = authority + '/' + tenant;
    const std::string token_url = of_tenant + (first_version ? "/oauth2/token" : "/oauth2/v2.0/token");
    client_proof(app, directory_.federation, token_url, of_tenant + "/v2.0", now).check(form);

    const auto life = lifetime.value_or(directory_.current.app_token_lifetime);
    claims.app_id = to_string(app.client);
    claims.object_id = to_string(app.object);
    claims.tenant_id = to_string(app.tenant);
    claims.not_before = std::chrono::floor<std::chrono::seconds>(now);
    claims.expires = claims.not_before + life;
    // The first version has its numbers in texts.
    const auto number = [&](std::int64_t value) {
        return first_version ? json::value(std::to_string(value)) : json::value(value);
    };
    json::object body{
        {"token_type", "Bearer"},
        {"expires_in", number(life.count())},
        {"ext_expires_in", number(life.count())}};
    if (const auto renewal = directory_.refresh_in(life))
        body["refresh_in"] = number(renewal->count());
    if (first_version) {
        body["expires_on"] = number(unix_seconds(claims.expires));
        body["not_before"] = number(unix_seconds(claims.not_before));
        body["resource"] = claims.audience;
    }
    body["access_token"] = tokens_.mint(claims, now);
    return json_text(body);
}

} // namespace acs::emulation
