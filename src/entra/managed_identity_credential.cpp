#include <acs/managed_identity_credential.hpp>

#include "entra/make_holders.hpp"
#include "entra/managed_identity_endpoint.hpp"
#include "entra/managed_identity_source.hpp"

#include <utility>

namespace acs {

managed_identity_credential::managed_identity_credential(
    boost::asio::any_io_executor executor, managed_identity_id identity, entra_options options)
    : token_credential(entra::make_holders(
          entra::surroundings(std::move(executor), std::move(options)),
          [&](const entra::surroundings& where) {
              return std::make_shared<entra::managed_identity_source>(
                  where, std::move(identity), entra::managed_identity_source::role::alone);
          },
          entra::managed_identity_endpoint::patient().deadline))
{}

managed_identity_credential::~managed_identity_credential() = default;

} // namespace acs
