#include "entra/azure_pipelines_source.hpp"

#include "wire/make_error.hpp"
#include "wire/oidc_answer.hpp"
#include "wire/percent_encoding.hpp"
#include "wire/url.hpp"

#include <utility>

namespace acs::entra {

namespace {

using wire::make_error;

constexpr const char* oidc_variable = "SYSTEM_OIDCREQUESTURI";

} // namespace

azure_pipelines_source::azure_pipelines_source(
    const surroundings& where, std::string tenant_id, std::string client_id,
    std::string service_connection_id, secret system_access_token)
    : assertion_source(token_endpoint(where, std::move(tenant_id), std::move(client_id))),
      system_access_token_(std::move(system_access_token))
{
    const auto uri = where.variable(oidc_variable);
    if (!uri)
        broken_ = make_error(
            errc::credential_unavailable,
            "SYSTEM_OIDCREQUESTURI is not set: this is no job of Azure Pipelines");
    else if (service_connection_id.empty())
        broken_ = make_error(errc::credential_unavailable, "the service connection's id is missing");
    else if (system_access_token_.empty())
        broken_ = make_error(
            errc::credential_unavailable,
            "the system access token is missing; a job has it when its YAML maps $(System.AccessToken) to a "
            "variable");
    if (broken_)
        return;
    const auto parsed = wire::parse_url(*uri);
    if (!parsed) {
        error_details details;
        details.summary = std::string(oidc_variable) + " can't be used";
        details.what = parsed.error().details().what;
        details.next = "leave that variable as Azure Pipelines sets it";
        broken_ = error(static_cast<errc>(parsed.error().code().value()), std::move(details));
        return;
    }
    std::string query = "api-version=7.1&serviceConnectionId=";
    wire::append_percent_encoded(service_connection_id, query);
    target_ = parsed->with_query(query);
    host_ = where.connect(parsed->origin, persistence());
    asked_.name = "Azure Pipelines (" + parsed->origin.url() + ")";
    asked_.setting = oidc_variable;
    asked_.proxied = true;
}

boost::asio::awaitable<result<secret>> azure_pipelines_source::make_assertion()
{
    if (broken_)
        co_return *broken_;
    wire::request asked;
    asked.method = "POST";
    asked.target = target_;
    asked.bearer = system_access_token_;
    asked.headers.push_back({"Content-Type", secret("application/json")}); // of no body: it is wanted so
    // An error instead of a redirection to a page where a person could sign in.
    asked.headers.push_back({"X-TFS-FedAuthRedirect", secret("Suppress")});
    const auto answer = co_await host_->send(std::move(asked));
    if (!answer)
        co_return asked_.failed(answer.error());
    auto token = wire::parse_oidc_token(*answer);
    if (!token)
        co_return asked_.failed(token.error());
    co_return token;
}

} // namespace acs::entra
