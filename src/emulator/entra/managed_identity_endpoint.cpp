#include "emulator/entra/managed_identity_endpoint.hpp"

#include "emulator/encoding/case_folding.hpp"
#include "emulator/encoding/json_text.hpp"
#include "emulator/entra/form_fields.hpp"

#include <boost/json.hpp>
#include <utility>

namespace acs::emulation {

namespace {

namespace json = boost::json;

constexpr std::string_view metadata_version = "2018-02-01";
constexpr std::string_view arc_version = "2019-11-01";
constexpr std::string_view newer_arc_version = "2020-06-01"; // documented, and what Python asks for
constexpr std::string_view app_service_version = "2019-08-01";
constexpr std::string_view old_app_service_version = "2017-09-01";

bool is_metadata(const request_target& target)
{
    const auto& parts = target.segments;
    return parts.size() == 4 && equal_ignoring_case(parts[0], "metadata") &&
           equal_ignoring_case(parts[1], "identity") && equal_ignoring_case(parts[2], "oauth2") &&
           equal_ignoring_case(parts[3], "token");
}

bool is_app_service(const request_target& target)
{
    const auto& parts = target.segments;
    return parts.size() == 2 && equal_ignoring_case(parts[0], "msi") &&
           equal_ignoring_case(parts[1], "token");
}

bool is_cloud_shell(const request_target& target)
{
    const auto& parts = target.segments;
    return parts.size() == 2 && equal_ignoring_case(parts[0], "oauth2") &&
           equal_ignoring_case(parts[1], "token");
}

std::string parameter(const request_target& target, std::string_view name)
{
    const auto values = target.query(name);
    return values.empty() ? std::string() : values.front();
}

std::string first_of(const request_target& target, std::initializer_list<std::string_view> names)
{
    for (const std::string_view name : names)
        if (std::string value = parameter(target, name); !value.empty())
            return value;
    return {};
}

} // namespace

/// Thrown: an answer that isn't a token.
struct managed_identity_endpoint::refusal
{
    int status = 400;
    json::object body;
    std::string reason;
    std::string challenge = {}; ///< for `WWW-Authenticate`

    static refusal metadata(std::string_view error, std::string_view description)
    {
        return {
            400,
            {{"error", error}, {"error_description", description}},
            std::string(error) + ": " + std::string(description)};
    }
    static refusal app_service(int status, std::string_view message)
    {
        return {status, {{"statusCode", status}, {"message", message}}, std::string(message)};
    }
};

/// What is asked for. Of the ids at most one is given.
struct managed_identity_endpoint::wish
{
    std::string version;
    std::string resource;
    std::string client;
    std::string object;
    std::string resource_id;
    std::optional<std::chrono::seconds> lifetime;

    int ids() const { return int(!client.empty()) + int(!object.empty()) + int(!resource_id.empty()); }
};

managed_identity_endpoint::managed_identity_endpoint(const entra_directory& directory, entra_tokens& tokens)
    : directory_(directory), tokens_(tokens)
{}

bool managed_identity_endpoint::concerns(const request_target& target)
{
    return is_metadata(target) || is_app_service(target) || is_cloud_shell(target);
}

entra_outcome managed_identity_endpoint::answer(
    const request& received, const request_target& target, std::optional<std::chrono::seconds> lifetime,
    wall_time now)
{
    entra_outcome result;
    try {
        wish asked;
        asked.lifetime = lifetime;
        if (is_cloud_shell(target)) {
            result.answer.body = cloud_shell_token(received, std::move(asked), now);
            return result;
        }
        asked.version = parameter(target, "api-version");
        asked.resource = parameter(target, "resource");
        asked.client = first_of(target, {"client_id", "clientid"});
        asked.object = first_of(target, {"object_id", "principal_id"});
        asked.resource_id = first_of(target, {"msi_res_id", "mi_res_id"});
        result.answer.body = is_metadata(target) ? metadata_token(received, asked, now)
                                                 : app_service_token(received, asked, now);
    } catch (const refusal& refused) {
        result.answer.status = refused.status;
        result.answer.body = json_text(refused.body);
        result.reason = refused.reason;
        if (!refused.challenge.empty())
            result.answer.headers.add("WWW-Authenticate", refused.challenge);
    }
    return result;
}

std::string managed_identity_endpoint::metadata_token(
    const request& received, const wish& asked, wall_time now)
{
    if (!equal_ignoring_case(received.headers.find("Metadata").value_or(""), "true"))
        throw refusal::metadata("invalid_request", "Required metadata header not specified");
    if (received.headers.find("X-Forwarded-For"))
        throw refusal::metadata("invalid_request", "The request was forwarded: it has X-Forwarded-For");
    if (received.method != "GET")
        throw refusal{405, {{"error", "method_not_allowed"}}, "the method is not GET"};
    const bool arc = asked.version == arc_version || asked.version == newer_arc_version;
    if (asked.version.empty())
        throw refusal::metadata("bad_request", "api-version was not specified in the request");
    if (arc ? directory_.arc_key_file.empty() : asked.version != metadata_version)
        throw refusal::metadata(
            "bad_request", "api-version is not supported; " + std::string(metadata_version) + " is, and " +
                               std::string(arc_version) + " or " + std::string(newer_arc_version) +
                               " (Azure Arc) with a state folder");
    if (arc)
        check_arc(received);
    if (asked.resource.empty())
        throw refusal::metadata("invalid_request", "Required query variable 'resource' is missing");
    if (asked.ids() > 1)
        throw refusal::metadata("invalid_request", "Only one of client_id, object_id and msi_res_id");
    const managed_identity* identity = find(asked);
    if (identity == nullptr && asked.ids() == 0 && directory_.current.identities.size() > 1)
        throw refusal::metadata(
            "invalid_request", "Multiple user assigned identities exist, please specify the clientId / "
                               "resourceId of the identity in the token request");
    if (identity == nullptr)
        throw refusal::metadata("invalid_request", "Identity not found");
    return token_json(*identity, asked, true, now);
}

// Of the user who has opened it: there is nothing to choose.
std::string managed_identity_endpoint::cloud_shell_token(const request& received, wish asked, wall_time now)
{
    if (!equal_ignoring_case(received.headers.find("Metadata").value_or(""), "true"))
        throw refusal::metadata("invalid_request", "Required metadata header not specified");
    if (received.method != "POST")
        throw refusal{405, {{"error", "method_not_allowed"}}, "the method is not POST"};
    asked.resource = form_fields::of(received).find("resource").value_or("");
    if (asked.resource.empty())
        throw refusal::metadata("invalid_request", "The form has no resource");
    const managed_identity* identity = find(asked);
    if (identity == nullptr)
        throw refusal::metadata("invalid_request", "Identity not found");
    return token_json(*identity, asked, true, now);
}

// Who can read the file is on the machine.
void managed_identity_endpoint::check_arc(const request& received) const
{
    constexpr std::string_view scheme = "Basic ";
    const auto authorization = received.headers.find("Authorization");
    const auto refuse = [&](std::string_view why) {
        refusal refused{401, {{"error", "unauthorized_client"}}, std::string(why)};
        refused.challenge = "Basic realm=" + directory_.arc_key_file;
        throw refusal(std::move(refused));
    };
    if (!authorization)
        refuse("the challenge comes first: its file's content is to be sent");
    else if (
        !equal_ignoring_case(authorization->substr(0, scheme.size()), scheme) ||
        !(secret(authorization->substr(scheme.size())) == directory_.arc_key()))
        refuse("Authorization doesn't have the content of the file that the challenge names");
}

std::string managed_identity_endpoint::app_service_token(
    const request& received, const wish& asked, wall_time now)
{
    const bool old = asked.version == old_app_service_version;
    if (!old && asked.version != app_service_version)
        throw refusal::app_service(
            400, "The api-version is neither " + std::string(app_service_version) + " nor " +
                     std::string(old_app_service_version) + ".");
    const std::string_view header = old ? "secret" : "X-IDENTITY-HEADER";
    if (!(secret(received.headers.find(header).value_or("")) == directory_.identity_header()))
        throw refusal::app_service(
            401, "The header " + std::string(header) + " is missing, or is not what the program was given.");
    if (received.method != "GET")
        throw refusal::app_service(405, "The method is not GET.");
    if (asked.resource.empty())
        throw refusal::app_service(400, "No resource is specified.");
    const managed_identity* identity = asked.ids() > 1 ? nullptr : find(asked);
    if (identity == nullptr)
        throw refusal::app_service(400, "No MSI found for specified ClientId/ResourceId.");
    return token_json(*identity, asked, false, now);
}

const managed_identity* managed_identity_endpoint::find(const wish& asked) const
{
    const auto& all = directory_.current.identities;
    const managed_identity* only = all.size() == 1 ? &all.front() : nullptr;
    for (const managed_identity& one : all) {
        if (asked.ids() == 0) {
            if (one.system_assigned)
                return &one;
        } else if (
            (!asked.client.empty() && parse_guid(asked.client) == one.client) ||
            (!asked.object.empty() && parse_guid(asked.object) == one.object) ||
            (!asked.resource_id.empty() && equal_ignoring_case(asked.resource_id, one.resource))) {
            return &one;
        }
    }
    // Without a name the machine's own identity is meant, or the only one it has.
    return asked.ids() == 0 ? only : nullptr;
}

std::string managed_identity_endpoint::token_json(
    const managed_identity& identity, const wish& asked, bool with_lifetime, wall_time now)
{
    const auto life = asked.lifetime.value_or(directory_.current.identity_token_lifetime);
    entra_tokens::entra_claims claims;
    claims.audience = asked.resource;
    claims.app_id = to_string(identity.client);
    claims.object_id = to_string(identity.object);
    claims.tenant_id = to_string(directory_.tenant());
    claims.not_before = std::chrono::floor<std::chrono::seconds>(now);
    claims.expires = claims.not_before + life;
    const auto seconds = [](wall_time when) {
        return std::to_string(
            std::chrono::duration_cast<std::chrono::seconds>(when.time_since_epoch()).count());
    };
    // All are texts, the numbers too.
    json::object body{{"access_token", tokens_.mint(claims, now)}, {"client_id", claims.app_id}};
    if (with_lifetime) {
        body["expires_in"] = std::to_string(life.count());
        body["ext_expires_in"] = std::to_string(life.count());
        body["not_before"] = seconds(claims.not_before);
    }
    body["expires_on"] = seconds(claims.expires);
    body["resource"] = asked.resource;
    body["token_type"] = "Bearer";
    return json_text(body);
}

} // namespace acs::emulation
