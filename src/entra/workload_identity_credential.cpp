#include <acs/workload_identity_credential.hpp>

#include "entra/make_holders.hpp"
#include "entra/workload_identity_source.hpp"

#include <utility>

namespace acs {

workload_identity_credential::workload_identity_credential(
    boost::asio::any_io_executor executor, entra_options options)
    : token_credential(entra::make_holders(
          entra::surroundings(std::move(executor), std::move(options)),
          [&](const entra::surroundings& where) {
              return std::make_shared<entra::workload_identity_source>(where);
          }))
{}

workload_identity_credential::workload_identity_credential(
    boost::asio::any_io_executor executor, std::string tenant_id, std::string client_id,
    std::string token_file, entra_options options)
    : token_credential(entra::make_holders(
          entra::surroundings(std::move(executor), std::move(options)),
          [&](const entra::surroundings& where) {
              return std::make_shared<entra::workload_identity_source>(
                  where, std::move(tenant_id), std::move(client_id), std::move(token_file));
          }))
{}

workload_identity_credential::~workload_identity_credential() = default;

} // namespace acs
