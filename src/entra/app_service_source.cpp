#include "entra/app_service_source.hpp"

#include <utility>

namespace acs::entra {

const app_service_source::dialect app_service_source::of_2019{
    "IDENTITY_ENDPOINT", "IDENTITY_HEADER", "2019-08-01", "X-IDENTITY-HEADER", "client_id"};
const app_service_source::dialect app_service_source::of_2017{
    "MSI_ENDPOINT", "MSI_SECRET", "2017-09-01", "secret", "clientid"};

bool app_service_source::is_there(const surroundings& where, const dialect& spoken)
{
    return where.variable(spoken.endpoint_variable) && where.variable(spoken.header_variable);
}

app_service_source::app_service_source(
    const surroundings& where, managed_identity_id identity, const dialect& spoken)
    : identity_(std::move(identity)), dialect_(spoken),
      endpoint_(
          where, where.variable(spoken.endpoint_variable).value_or(std::string()), spoken.endpoint_variable),
      header_(where.variable(spoken.header_variable).value_or(std::string()))
{}

boost::asio::awaitable<result<wire::issued_token>> app_service_source::fetch(entra_token_request request)
{
    const auto resource = managed_identity_endpoint::resource_of(request);
    if (!resource)
        co_return resource.error();
    wire::form query;
    query.add("api-version", dialect_.api_version).add("resource", *resource);
    managed_identity_endpoint::add(identity_, {dialect_.client_id, "principal_id", "mi_res_id"}, query);
    wire::request made = endpoint_.make_request(query);
    made.headers.push_back({dialect_.header, header_});
    made.token_in_body = header_; // its words may repeat it
    co_return co_await endpoint_.ask(std::move(made));
}

} // namespace acs::entra
