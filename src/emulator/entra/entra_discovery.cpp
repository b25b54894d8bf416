#include "emulator/entra/entra_discovery.hpp"

#include "emulator/encoding/case_folding.hpp"
#include "emulator/encoding/json_text.hpp"
#include "emulator/entra/entra_refusals.hpp"

#include <boost/json.hpp>
#include <initializer_list>
#include <string_view>
#include <utility>

namespace acs::emulation {

namespace {

namespace json = boost::json;

// Whether the path is `first` (anything if it is empty), then these parts.
bool is(const request_target& target, std::string_view first, std::initializer_list<std::string_view> rest)
{
    const auto& parts = target.segments;
    if (parts.size() != rest.size() + 1 || (!first.empty() && !equal_ignoring_case(parts[0], first)))
        return false;
    std::size_t at = 1;
    for (const std::string_view part : rest)
        if (!equal_ignoring_case(parts[at++], part))
            return false;
    return true;
}

bool is_configuration(const request_target& target)
{
    return is(target, {}, {"v2.0", ".well-known", "openid-configuration"});
}

bool is_first_configuration(const request_target& target)
{
    return is(target, {}, {".well-known", "openid-configuration"});
}

bool is_instances(const request_target& target)
{
    return is(target, "common", {"discovery", "instance"});
}

bool is_keys(const request_target& target)
{
    return is(target, {}, {"discovery", "v2.0", "keys"}) || is(target, {}, {"discovery", "keys"});
}

// Names that stand for any tenant.
bool is_any_tenant(std::string_view name)
{
    return equal_ignoring_case(name, "common") || equal_ignoring_case(name, "organizations") ||
           equal_ignoring_case(name, "consumers");
}

void check_tenant(std::string_view name, const entra_directory& directory)
{
    const auto tenant = parse_guid(name);
    if (is_any_tenant(name) || (tenant && directory.has_tenant(*tenant)))
        return;
    const bool well_formed = tenant || name.find('.') != std::string_view::npos;
    entra_error error =
        well_formed ? entra_refusals::unknown_tenant(name) : entra_refusals::malformed_tenant(name);
    error.error = "invalid_tenant"; // another word than the token endpoint's
    throw entra_error(std::move(error));
}

// In the documents of `common` and the like it is a placeholder.
std::string issuing_tenant(const std::string& tenant)
{
    return is_any_tenant(tenant) ? "{tenantid}" : tenant;
}

std::string configuration(const std::string& authority, const std::string& tenant)
{
    const std::string base = authority + '/' + tenant;
    return json_text(json::object{
        {"token_endpoint", base + "/oauth2/v2.0/token"},
        {"token_endpoint_auth_methods_supported",
         {"client_secret_post", "private_key_jwt", "client_secret_basic"}},
        {"jwks_uri", base + "/discovery/v2.0/keys"},
        {"response_modes_supported", {"query", "fragment", "form_post"}},
        {"subject_types_supported", {"pairwise"}},
        {"id_token_signing_alg_values_supported", {"RS256"}},
        {"response_types_supported", {"code", "id_token", "code id_token", "id_token token"}},
        {"scopes_supported", {"openid", "profile", "email", "offline_access"}},
        {"issuer", authority + '/' + issuing_tenant(tenant) + "/v2.0"},
        {"request_uri_parameter_supported", false},
        {"authorization_endpoint", base + "/oauth2/v2.0/authorize"},
        {"device_authorization_endpoint", base + "/oauth2/v2.0/devicecode"},
        {"end_session_endpoint", base + "/oauth2/v2.0/logout"},
        {"claims_supported", {"sub", "iss", "aud", "exp", "iat", "tid", "ver"}},
        {"tenant_region_scope", nullptr}});
}

// That of the first version's endpoints.
std::string first_configuration(const std::string& authority, const std::string& tenant)
{
    const std::string base = authority + '/' + tenant;
    return json_text(json::object{
        {"token_endpoint", base + "/oauth2/token"},
        {"token_endpoint_auth_methods_supported",
         {"client_secret_post", "private_key_jwt", "client_secret_basic"}},
        {"jwks_uri", base + "/discovery/keys"},
        {"response_modes_supported", {"query", "fragment", "form_post"}},
        {"subject_types_supported", {"pairwise"}},
        {"id_token_signing_alg_values_supported", {"RS256"}},
        {"response_types_supported", {"code", "id_token", "code id_token", "token id_token", "token"}},
        {"scopes_supported", {"openid"}},
        {"issuer", "https://sts.windows.net/" + issuing_tenant(tenant) + "/"},
        {"authorization_endpoint", base + "/oauth2/authorize"},
        {"device_authorization_endpoint", base + "/oauth2/devicecode"},
        {"end_session_endpoint", base + "/oauth2/logout"},
        {"claims_supported", {"sub", "iss", "aud", "exp", "iat", "tid", "ver"}},
        {"tenant_region_scope", nullptr}});
}

std::string instances(const request_target& target, const std::string& authority)
{
    const std::string host = authority.substr(authority.find("//") + 2);
    // What is asked about is a tenant's page for signing in.
    const auto asked = target.query("authorization_endpoint");
    std::string tenant = "common";
    if (!asked.empty())
        if (const request_target page(asked.front()); !page.segments.empty())
            tenant = page.segments.front();
    return json_text(json::object{
        {"tenant_discovery_endpoint", authority + '/' + tenant + "/v2.0/.well-known/openid-configuration"},
        {"api-version", "1.1"},
        {"metadata",
         json::array{json::object{
             {"preferred_network", host}, {"preferred_cache", host}, {"aliases", json::array{host}}}}}});
}

} // namespace

bool is_entra_document(const request_target& target)
{
    return is_configuration(target) || is_first_configuration(target) || is_instances(target) ||
           is_keys(target);
}

bool is_entra_page(const request_target& target)
{
    for (const std::string_view page : {"authorize", "devicecode", "logout"})
        if (is(target, {}, {"oauth2", "v2.0", page}) || is(target, {}, {"oauth2", page}))
            return true;
    return false;
}

std::string entra_document(
    const request_target& target, const std::string& authority, const entra_directory& directory)
{
    if (is_instances(target))
        return instances(target, authority);
    // The access tokens are for the service alone to verify, and no others are issued.
    if (is_keys(target))
        return json_text(json::object{{"keys", json::array()}});
    const std::string& tenant = target.segments[0];
    check_tenant(tenant, directory);
    return is_configuration(target) ? configuration(authority, tenant)
                                    : first_configuration(authority, tenant);
}

} // namespace acs::emulation
