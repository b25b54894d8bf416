#include <acs/client_assertion_credential.hpp>

#include "entra/client_assertion_source.hpp"
#include "entra/make_holders.hpp"

#include <utility>

namespace acs {

client_assertion_credential::client_assertion_credential(
    boost::asio::any_io_executor executor, std::string tenant_id, std::string client_id,
    assertion_function assertion, entra_options options)
    : token_credential(entra::make_holders(
          entra::surroundings(std::move(executor), std::move(options)),
          [&](const entra::surroundings& where) {
              return std::make_shared<entra::client_assertion_source>(
                  where, std::move(tenant_id), std::move(client_id), std::move(assertion));
          }))
{}

client_assertion_credential::~client_assertion_credential() = default;

} // namespace acs
