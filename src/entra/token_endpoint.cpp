#include "entra/token_endpoint.hpp"

#include "wire/ascii.hpp"
#include "wire/entra_answer.hpp"
#include "wire/make_error.hpp"
#include "wire/url.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace acs::entra {

namespace {

using wire::make_error;

constexpr const char* public_cloud = "https://login.microsoftonline.com";
constexpr const char* authority_setting =
    "the authority host (authority_host of acs::entra_options, or AZURE_AUTHORITY_HOST)";

// What Azure's own SDKs accept, but no `..`: anything else could lead to another path of the authority.
bool is_tenant_id(std::string_view text)
{
    return wire::is_alphanumeric(text.front()) && std::all_of(text.begin(), text.end(), [](char c) {
               return wire::is_alphanumeric(c) || c == '.' || c == '-';
           });
}

bool is_client_id(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), wire::is_visible);
}

std::optional<error> check_ids(std::string_view tenant_id, std::string_view client_id)
{
    if (tenant_id.empty())
        return make_error(errc::credential_unavailable, "the tenant id is missing");
    if (client_id.empty())
        return make_error(errc::credential_unavailable, "the client id is missing");
    if (!is_tenant_id(tenant_id))
        return make_error(
            errc::invalid_argument, "a tenant id has letters, digits, points and hyphens, begins with none "
                                    "of the latter, and has nothing "
                                    "else");
    if (!is_client_id(client_id))
        return make_error(errc::invalid_argument, "the client id has characters that an id can't have");
    return std::nullopt;
}

std::string authority_of(const surroundings& where)
{
    if (!where.options.authority_host().empty())
        return where.options.authority_host();
    return where.variable("AZURE_AUTHORITY_HOST").value_or(public_cloud);
}

// The codes' own words and advice are for the identity service's endpoint.
error broken_authority(errc code, const std::string& why)
{
    error_details details;
    details.summary = "the authority host can't be used";
    details.what = why;
    details.next = std::string("correct ") + authority_setting + "; it is " + public_cloud +
                   " for the public cloud, and the tenant is given apart";
    return {code, std::move(details)};
}

// As in the URLs that the portal shows. They would be asked for the tenant's tenant.
bool ends_with_tenant(std::string_view path, std::string_view tenant_id)
{
    const std::string_view last = path.substr(path.rfind('/') + 1);
    constexpr std::string_view names[] = {"common", "organizations", "consumers"};
    return wire::equal_ignoring_case(last, tenant_id) ||
           std::any_of(std::begin(names), std::end(names), [last](std::string_view name) {
               return wire::equal_ignoring_case(last, name);
           });
}

std::string joined(const std::vector<std::string>& scopes)
{
    std::string text;
    for (const std::string& scope : scopes)
        text.append(text.empty() ? "" : " ").append(scope);
    return text;
}

} // namespace

token_endpoint::token_endpoint(const surroundings& where, std::string tenant_id, std::string client_id)
    : client_id_(std::move(client_id)), broken_(check_ids(tenant_id, client_id_))
{
    if (broken_)
        return;
    std::string authority = authority_of(where);
    if (authority.find("://") == std::string::npos)
        authority.insert(0, "https://");
    const auto parsed = wire::parse_url(authority);
    if (!parsed || !parsed->origin.tls) {
        broken_ = broken_authority(
            parsed ? errc::insecure_endpoint : static_cast<errc>(parsed.error().code().value()),
            parsed ? "it must be https" : parsed.error().details().what);
        return;
    }
    if (parsed->target.find('?') != std::string::npos) {
        broken_ = broken_authority(errc::invalid_endpoint, "it has a query");
        return;
    }
    target_ = parsed->target;
    while (target_.ends_with('/'))
        target_.pop_back();
    // AD FS has one tenant and another path, and is asked for a resource.
    of_ad_fs_ = wire::equal_ignoring_case(tenant_id, "adfs");
    if (!of_ad_fs_ && ends_with_tenant(target_, tenant_id)) {
        broken_ = broken_authority(
            errc::invalid_endpoint, "leave the tenant out of it, which is added to the path: it is " +
                                        parsed->origin.url() + target_.substr(0, target_.rfind('/')));
        return;
    }
    if (!of_ad_fs_ || !ends_with_tenant(target_, tenant_id))
        target_.append("/").append(tenant_id);
    target_.append(of_ad_fs_ ? "/oauth2/token" : "/oauth2/v2.0/token");
    url_ = parsed->origin.url() + target_;
    host_ = where.connect(parsed->origin, persistence());
    asked_.name = (of_ad_fs_ ? "AD FS (" : "Entra ID (") + parsed->origin.url() + ")";
    asked_.setting = authority_setting;
    asked_.proxied = true;
}

boost::asio::awaitable<result<wire::issued_token>> token_endpoint::ask(
    entra_token_request request, wire::form proof, secret hidden)
{
    if (broken_)
        co_return *broken_;
    if (request.scopes().empty())
        co_return make_error(errc::invalid_argument, "no scope was given");
    wire::request made;
    made.method = "POST";
    made.target = target_;
    made.url_template = of_ad_fs_ ? "/adfs/oauth2/token" : "/{tenantId}/oauth2/v2.0/token";
    made.content_type = wire::form::content_type;
    made.token_in_body = std::move(hidden);
    proof.add("grant_type", "client_credentials").add("client_id", client_id_);
    std::string scope = joined(request.scopes());
    if (constexpr std::string_view suffix = "/.default";
        of_ad_fs_ && request.scopes().size() == 1 && scope.ends_with(suffix))
        scope.resize(scope.size() - suffix.size());
    proof.add("scope", scope).add_if("claims", request.claims());
    made.body = proof.text();
    const auto answer = co_await host_->send(std::move(made));
    if (!answer)
        co_return asked_.failed(answer.error());
    auto issued = wire::parse_entra_token(*answer);
    if (!issued)
        co_return asked_.failed(issued.error());
    co_return issued;
}

} // namespace acs::entra
