#include "emulator/entra/entra_refusals.hpp"

#include <utility>

namespace acs::emulation::entra_refusals {

namespace {

entra_error invalid_request(int code, std::string message)
{
    return {400, code, "invalid_request", std::move(message)};
}

entra_error invalid_client(int code, std::string message)
{
    return {401, code, "invalid_client", std::move(message)};
}

std::string quoted(std::string_view text)
{
    constexpr std::size_t longest = 256; // of what a request says
    return std::string(1, '\'').append(text.substr(0, longest)).append(1, '\'');
}

} // namespace

entra_error wrong_method(std::string_view method)
{
    return invalid_request(
        900561, "The endpoint only accepts POST requests. Received a " + std::string(method) + " request.");
}

entra_error missing_parameter(std::string_view name)
{
    return invalid_request(
        900144, "The request body must contain the following parameter: " + quoted(name) + ".");
}

entra_error repeated_parameter(std::string_view name)
{
    return invalid_request(90100, quoted(name) + " parameter is duplicated.");
}

entra_error malformed_tenant(std::string_view tenant)
{
    return invalid_request(
        900023, "Specified tenant identifier " + quoted(tenant) +
                    " is neither a valid DNS name, nor a valid external domain.");
}

entra_error no_tenant()
{
    return invalid_request(
        50059, "No tenant-identifying information found in either the request or implied by any provided "
               "credentials.");
}

entra_error unknown_tenant(std::string_view tenant)
{
    return invalid_request(
        90002, "Tenant " + quoted(tenant) + " not found. Check that it is the right tenant ID.");
}

entra_error unknown_app(std::string_view client_id, std::string_view tenant)
{
    return {
        400, 700016, "unauthorized_client",
        "Application with identifier " + quoted(client_id) + " was not found in the directory " +
            quoted(tenant) + "."};
}

entra_error unsupported_grant(std::string_view grant)
{
    return {
        400, 70003, "unsupported_grant_type",
        "The app requested an unsupported grant type " + quoted(grant) + "."};
}

entra_error no_proof()
{
    return invalid_client(
        7000216, "'client_assertion', 'client_secret' or 'request' is required for the 'client_credentials' "
                 "grant type.");
}

entra_error wrong_secret(std::string_view client_id)
{
    return invalid_client(
        7000215, "Invalid client secret provided. Ensure the secret being sent in the request is the client "
                 "secret value, not the client secret ID, for a secret added to app " +
                     quoted(client_id) + ".");
}

entra_error unsupported_assertion_type(std::string_view type)
{
    // Anything but a name of a type may be an assertion that was sent in its place.
    const std::string shown = type.starts_with("urn:") ? quoted(type) + " " : std::string();
    return invalid_request(90023, "The client assertion type " + shown + "is not supported.");
}

entra_error malformed_assertion(std::string_view what)
{
    return invalid_request(50027, "JWT token is invalid or malformed: " + std::string(what) + ".");
}

entra_error unknown_key(std::string_view reason, std::string_view thumbprint)
{
    return invalid_client(
        700027, "The certificate with identifier used to sign the client assertion is not registered on "
                "application. [Reason - " +
                    std::string(reason) + ", Thumbprint of key used by client: " + quoted(thumbprint) + "]");
}

entra_error wrong_signature(std::string_view thumbprint)
{
    return invalid_client(
        700027, "Client assertion failed signature validation. [Thumbprint of key used by client: " +
                    quoted(thumbprint) + "]");
}

entra_error outside_validity(std::string_view now, std::string_view from, std::string_view to)
{
    return invalid_client(
        700024, "Client assertion is not within its valid time range. Current time: " + std::string(now) +
                    ", assertion valid from " + std::string(from) + ", expiry time of assertion " +
                    std::string(to) + ".");
}

entra_error wrong_audience(std::string_view audience, std::string_view expected)
{
    return invalid_client(
        700023, "Client assertion audience claim does not match Realm issuer. It is " + quoted(audience) +
                    ", expected " + quoted(expected) + ".");
}

entra_error wrong_subject()
{
    return invalid_client(
        700021, "Client assertion application identifier doesn't match 'client_id' parameter.");
}

entra_error foreign_issuer(std::string_view issuer)
{
    return invalid_client(
        700211,
        "No matching federated identity record found for presented assertion issuer " + quoted(issuer) + ".");
}

entra_error foreign_audience(std::string_view audience)
{
    return invalid_client(
        700212, "No matching federated identity record found for presented assertion audience " +
                    quoted(audience) + ".");
}

entra_error foreign_subject(std::string_view subject)
{
    return invalid_client(
        700213, "No matching federated identity record found for presented assertion subject " +
                    quoted(subject) + ".");
}

entra_error scope_without_default(std::string_view scope)
{
    return {
        400, 1002012, "invalid_scope",
        "The provided value for scope " + quoted(scope) +
            " is not valid. Client credential flows must have a scope value with /.default suffixed to the "
            "resource identifier (application ID URI)."};
}

entra_error several_scopes(std::string_view scopes)
{
    return {
        400, 70011, "invalid_scope",
        "The provided value for the input parameter 'scope' is not valid. The scope " + quoted(scopes) +
            " is not valid."};
}

entra_error unsupported_resource()
{
    return invalid_request(901002, "The 'resource' request parameter is not supported.");
}

entra_error malformed_claims()
{
    return invalid_request(50147, "The parameter 'claims' is not a JSON object.");
}

} // namespace acs::emulation::entra_refusals
