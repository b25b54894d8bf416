#ifndef ACS_ENTRA_WORKLOAD_IDENTITY_SOURCE_HPP
#define ACS_ENTRA_WORKLOAD_IDENTITY_SOURCE_HPP

#include "entra/assertion_source.hpp"

#include <string>

namespace acs::entra {

// An application whose assertion is in a file that somebody else keeps up to date, such as Kubernetes.
class workload_identity_source final : public assertion_source
{
public:
    // What is empty is taken from the environment: AZURE_TENANT_ID, AZURE_CLIENT_ID,
    // AZURE_FEDERATED_TOKEN_FILE.
    workload_identity_source(
        const surroundings& where, std::string tenant_id = {}, std::string client_id = {},
        std::string token_file = {});

    std::string_view name() const noexcept override { return "WorkloadIdentityCredential"; }

private:
    struct settings;

    workload_identity_source(const surroundings& where, settings all);
    boost::asio::awaitable<result<secret>> make_assertion() override;

    const std::string token_file_;
};

} // namespace acs::entra

#endif
