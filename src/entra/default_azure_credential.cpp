#include <acs/default_azure_credential.hpp>

#include "entra/chain_source.hpp"
#include "entra/default_azure_source.hpp"
#include "entra/make_holders.hpp"

#include <utility>

namespace acs {

default_azure_credential::default_azure_credential(
    boost::asio::any_io_executor executor, entra_options options)
    : token_credential(entra::make_holders(
          entra::surroundings(std::move(executor), std::move(options)),
          [](const entra::surroundings& where) {
              return std::make_shared<entra::default_azure_source>(where);
          },
          entra::chain_source::deadline))
{}

default_azure_credential::~default_azure_credential() = default;

} // namespace acs
