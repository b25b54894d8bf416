#ifndef ACS_ENTRA_AZURE_PIPELINES_SOURCE_HPP
#define ACS_ENTRA_AZURE_PIPELINES_SOURCE_HPP

#include "entra/asked_host.hpp"
#include "entra/assertion_source.hpp"
#include "entra/exchanger.hpp"

#include <memory>
#include <optional>
#include <string>

namespace acs::entra {

// A service connection of Azure Pipelines: a job asks the organisation for the assertion.
class azure_pipelines_source final : public assertion_source
{
public:
    // The request URI is in the environment: SYSTEM_OIDCREQUESTURI.
    azure_pipelines_source(
        const surroundings& where, std::string tenant_id, std::string client_id,
        std::string service_connection_id, secret system_access_token);

    std::string_view name() const noexcept override { return "AzurePipelinesCredential"; }

private:
    boost::asio::awaitable<result<secret>> make_assertion() override;

    const secret system_access_token_;
    std::string target_;
    std::shared_ptr<exchanger> host_;
    asked_host asked_;
    std::optional<error> broken_;
};

} // namespace acs::entra

#endif
