#include <acs/client_certificate_credential.hpp>

#include "entra/client_certificate_source.hpp"
#include "entra/make_holders.hpp"

#include <utility>

namespace acs {

client_certificate_credential::client_certificate_credential(
    boost::asio::any_io_executor executor, std::string tenant_id, std::string client_id,
    client_certificate certificate, entra_options options)
    : token_credential(entra::make_holders(
          entra::surroundings(std::move(executor), std::move(options)),
          [&](const entra::surroundings& where) {
              return std::make_shared<entra::client_certificate_source>(
                  where, std::move(tenant_id), std::move(client_id), std::move(certificate));
          }))
{}

client_certificate_credential::~client_certificate_credential() = default;

} // namespace acs
