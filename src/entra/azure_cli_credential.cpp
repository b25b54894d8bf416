#include <acs/azure_cli_credential.hpp>

#include "entra/azure_cli_source.hpp"
#include "entra/make_holders.hpp"

#include <utility>

namespace acs {

azure_cli_credential::azure_cli_credential(boost::asio::any_io_executor executor, entra_options options)
    : token_credential(entra::make_holders(
          entra::surroundings(std::move(executor), std::move(options)),
          [&](const entra::surroundings& where) { return std::make_shared<entra::azure_cli_source>(where); }))
{}

azure_cli_credential::azure_cli_credential(
    boost::asio::any_io_executor executor, std::string tenant_id, std::string subscription,
    entra_options options)
    : token_credential(entra::make_holders(
          entra::surroundings(std::move(executor), std::move(options)),
          [&](const entra::surroundings& where) {
              return std::make_shared<entra::azure_cli_source>(
                  where, std::move(tenant_id), std::move(subscription));
          }))
{}

azure_cli_credential::~azure_cli_credential() = default;

} // namespace acs
