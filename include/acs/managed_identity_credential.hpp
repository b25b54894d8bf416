#ifndef ACS_MANAGED_IDENTITY_CREDENTIAL_HPP
#define ACS_MANAGED_IDENTITY_CREDENTIAL_HPP

#include <acs/entra_options.hpp>
#include <acs/managed_identity_id.hpp>
#include <acs/token_credential.hpp>

#include <boost/asio/any_io_executor.hpp>

namespace acs {

/**
 * \brief The token of the managed identity of the machine, or of the service of Azure that the program runs
 * in: no secret is needed.
 * \details Where it is asked for follows from variables of the environment, which are read when the
 * credential is made. The first that fits counts:
 * - IDENTITY_ENDPOINT and IDENTITY_HEADER: App Service, Functions, Container Apps;
 * - MSI_ENDPOINT and MSI_SECRET: App Service in its older form;
 * - MSI_ENDPOINT: Cloud Shell;
 * - IDENTITY_ENDPOINT and IMDS_ENDPOINT: a machine connected with Azure Arc, whose key file the program has
 *   to be allowed to read (group `himds`);
 * - else the metadata service of virtual machines: 169.254.169.254, or AZURE_POD_IDENTITY_AUTHORITY_HOST.
 *
 * In Service Fabric (IDENTITY_SERVER_THUMBPRINT is set too) it is
 * unavailable: its certificate can't be verified. The endpoints may be away for more than a minute while they
 * are updated, and are asked persistently: see entra_options::max_retries and entra_options::deadline. A
 * token that lives two hours or more is renewed at half of its life, unless the endpoint says when.
 *
 * In a chain the metadata service gets a second to accept a connection, as it isn't there on other machines;
 * then the credential is unavailable, and the chain goes on. See \ref token_credential for what all
 * credentials have in common. It takes one scope at a time; claims mean nothing to it.
 */
class managed_identity_credential final : public token_credential
{
public:
    /**
     * \param executor what its requests run on; its context must outlive the credential.
     * \param identity which one. Cloud Shell and Azure Arc only have the machine's own.
     * \param options  see there.
     */
    explicit managed_identity_credential(
        boost::asio::any_io_executor executor, managed_identity_id identity = managed_identity_id(),
        entra_options options = entra_options());
    ~managed_identity_credential() override;
};

} // namespace acs

#endif
