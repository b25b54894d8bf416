#include <acs/azure_pipelines_credential.hpp>

#include "entra/azure_pipelines_source.hpp"
#include "entra/make_holders.hpp"

#include <utility>

namespace acs {

azure_pipelines_credential::azure_pipelines_credential(
    boost::asio::any_io_executor executor, std::string tenant_id, std::string client_id,
    std::string service_connection_id, secret system_access_token, entra_options options)
    : token_credential(entra::make_holders(
          entra::surroundings(std::move(executor), std::move(options)),
          [&](const entra::surroundings& where) {
              return std::make_shared<entra::azure_pipelines_source>(
                  where, std::move(tenant_id), std::move(client_id), std::move(service_connection_id),
                  std::move(system_access_token));
          }))
{}

azure_pipelines_credential::~azure_pipelines_credential() = default;

} // namespace acs
