#include <acs/client_secret_credential.hpp>

#include "entra/client_secret_source.hpp"
#include "entra/make_holders.hpp"

#include <utility>

namespace acs {

client_secret_credential::client_secret_credential(
    boost::asio::any_io_executor executor, std::string tenant_id, std::string client_id, secret client_secret,
    entra_options options)
    : token_credential(entra::make_holders(
          entra::surroundings(std::move(executor), std::move(options)),
          [&](const entra::surroundings& where) {
              return std::make_shared<entra::client_secret_source>(
                  where, std::move(tenant_id), std::move(client_id), std::move(client_secret));
          }))
{}

client_secret_credential::~client_secret_credential() = default;

} // namespace acs
