#include <acs/environment_credential.hpp>

#include "entra/environment_source.hpp"
#include "entra/make_holders.hpp"

#include <utility>

namespace acs {

environment_credential::environment_credential(boost::asio::any_io_executor executor, entra_options options)
    : token_credential(entra::make_holders(
          entra::surroundings(std::move(executor), std::move(options)), [](const entra::surroundings& where) {
              return std::make_shared<entra::environment_source>(where);
          }))
{}

environment_credential::~environment_credential() = default;

} // namespace acs
