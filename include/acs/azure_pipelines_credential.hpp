#ifndef ACS_AZURE_PIPELINES_CREDENTIAL_HPP
#define ACS_AZURE_PIPELINES_CREDENTIAL_HPP

#include <acs/entra_options.hpp>
#include <acs/secret.hpp>
#include <acs/token_credential.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <string>

namespace acs {

/**
 * \brief The token of a service connection of Azure Pipelines, for programs that run in its jobs.
 * \details For each token the job asks its organisation for an assertion, at the URL in the variable
 * SYSTEM_OIDCREQUESTURI, which must be https or this machine. Without the variable it is
 * errc::credential_unavailable. See \ref token_credential for what all credentials have in common.
 */
class azure_pipelines_credential final : public token_credential
{
public:
    /**
     * \param executor              what its requests run on; its context must outlive the credential.
     * \param tenant_id             the directory of the connection's application: its id (a GUID) or domain
     *                              name.
     * \param client_id             the application's id.
     * \param service_connection_id the connection's id: `resourceId` in its page's address.
     * \param system_access_token   the value of `$(System.AccessToken)`. Jobs don't see it unless their YAML
     *                              maps it to a variable of their environment.
     * \param options               see there.
     */
    azure_pipelines_credential(
        boost::asio::any_io_executor executor, std::string tenant_id, std::string client_id,
        std::string service_connection_id, secret system_access_token,
        entra_options options = entra_options());
    ~azure_pipelines_credential() override;
};

} // namespace acs

#endif
