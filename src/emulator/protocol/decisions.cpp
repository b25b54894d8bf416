#include "emulator/protocol/decisions.hpp"

namespace acs::emulation::decisions {

namespace {

service_error make(int status, std::string code, std::string message, std::string_view target = {})
{
    service_error error;
    error.status = status;
    error.code = std::move(code);
    error.message = std::move(message);
    error.target = target;
    return error;
}

// Refusals from before the service's own code is reached don't announce the supported versions.
service_error early(service_error error)
{
    error.announces_versions = false;
    return error;
}

service_error validation(std::string message, std::string_view target)
{
    return make(400, "ValidationError", std::move(message), target);
}

std::string quoted(std::string_view text)
{
    std::string result(1, '\'');
    return result.append(text).append(1, '\'');
}

} // namespace

std::size_t published_limit(operation op)
{
    switch (op) {
    case operation::create_user:
    case operation::create_user_and_token:
    case operation::get_token:
        return 1000;
    case operation::get_token_for_teams_user:
    case operation::revoke_tokens:
    case operation::delete_user:
    case operation::get_token_for_teams_extension_user:
    case operation::get_token_for_entra_user:
        return 500;
    // The published table names no limit for these.
    case operation::get_user:
    case operation::get_teams_extension_assignment:
    case operation::set_teams_extension_assignment:
    case operation::delete_teams_extension_assignment:
    case operation::entra_assignments:
    case operation::entra_token:
    case operation::managed_identity_token:
    case operation::other:
        break;
    }
    return no_limit;
}

service_error unknown_path(std::string_view path)
{
    return early(make(404, "NotFound", "The resource " + quoted(path) + " does not exist."));
}

service_error wrong_method(std::string_view method, std::string_view allow)
{
    service_error error = early(
        make(405, "MethodNotAllowed", "The resource does not support the method " + quoted(method) + "."));
    error.allow = allow;
    return error;
}

service_error body_too_large()
{
    return early(make(413, "RequestBodyTooLarge", "The request body is larger than 1 MiB."));
}

service_error wrong_media_type(std::string_view received)
{
    return early(make(
        415, "UnsupportedMediaType",
        received.empty()
            ? "The request has a body but no Content-Type; application/json is expected."
            : "The Content-Type " + quoted(received) + " is not supported; application/json is."));
}

service_error repeated_media_type()
{
    return early(make(415, "UnsupportedMediaType", "The request has more than one Content-Type."));
}

service_error malformed_json(std::string_view detail)
{
    return early(make(400, "BadRequest", "The request body is not valid JSON: " + std::string(detail) + "."));
}

service_error missing_body()
{
    return early(validation("A non-empty request body is required.", {}));
}

service_error unsupported_version(std::string_view host, std::string_view path, std::string_view version)
{
    return make(
        400, "UnsupportedApiVersion",
        "The HTTP resource that matches the request URI 'https://" + std::string(host) + std::string(path) +
            "' does not support the API version " + quoted(version) + ".");
}

service_error ambiguous_version()
{
    return early(make(400, "AmbiguousApiVersion", "The request names more than one API version."));
}

service_error denied(std::string reason)
{
    service_error error = early(make(401, "Denied", "Denied by the resource provider."));
    error.reason = std::move(reason);
    return error;
}

service_error wrong_content_hash(std::string reason)
{
    service_error error =
        early(make(401, "Denied", "Request 'x-ms-content-sha256' differs from generated content hash."));
    error.reason = std::move(reason);
    return error;
}

service_error too_many_requests(std::string reason, std::chrono::nanoseconds retry_in)
{
    service_error error =
        make(429, "TooManyRequests", "The rate limit of the operation has been exceeded. Try again later.");
    error.reason = std::move(reason);
    error.retry_in = retry_in;
    return error;
}

service_error malformed_identity(std::string_view id)
{
    return validation("The identity " + quoted(id) + " has invalid format.", "Id");
}

service_error unknown_identity(std::string_view id)
{
    return make(404, "NotFound", "The identity " + quoted(id) + " was not found.");
}

service_error foreign_identity(std::string_view id)
{
    return make(403, "Forbidden", "The identity " + quoted(id) + " belongs to another resource.");
}

service_error missing_member(std::string_view target)
{
    const std::string name(target);
    return early(validation(name + ": The " + name + " field is required.", target));
}

service_error wrong_member_type(std::string_view target, std::string_view wanted)
{
    return early(validation(
        std::string(target) + ": The JSON value could not be converted to " + std::string(wanted) + ".",
        target));
}

service_error invalid_scope(std::string_view target, std::string_view name)
{
    return validation("The scope " + quoted(name) + " is invalid.", target);
}

service_error empty_scopes(std::string_view target)
{
    return validation(std::string(target) + ": At least one scope is required.", target);
}

service_error lifetime_out_of_range(long long minutes)
{
    return validation(
        "ExpiresInMinutes value " + std::to_string(minutes) + " is invalid. Value must be within the [" +
            std::to_string(shortest_lifetime.count()) + ", " + std::to_string(longest_lifetime.count()) +
            "] interval.",
        "ExpiresInMinutes");
}

service_error custom_id_out_of_range()
{
    return validation(
        "CustomId: The field CustomId must be a string with a minimum length of " +
            std::to_string(shortest_custom_id) + " and a maximum length of " +
            std::to_string(longest_custom_id) + ".",
        "CustomId");
}

service_error invalid_user_token(std::string reason)
{
    service_error error = early(make(401, "InvalidAccessToken", "Provided access token is not valid."));
    error.reason = std::move(reason);
    return error;
}

service_error malformed_app_id()
{
    return validation("Provided AppId has invalid format.", "appId");
}

service_error unexpected_app_id()
{
    return validation("AAD application is not the expected one.", "appId");
}

service_error malformed_user_id()
{
    return validation("Provided UserId has invalid format.", "userId");
}

service_error unexpected_user_id()
{
    return validation("AAD user is not the expected one.", "userId");
}

service_error malformed_guid(std::string_view target, std::string_view text)
{
    return validation("The " + std::string(target) + " " + quoted(text) + " has invalid format.", target);
}

service_error unknown_principal_type(std::string_view type)
{
    return validation("The principal type " + quoted(type) + " is invalid.", "PrincipalType");
}

service_error unknown_assignment(std::string_view object)
{
    return make(404, "NotFound", "The assignment of " + quoted(object) + " was not found.");
}

} // namespace acs::emulation::decisions
