#ifndef ACS_AZURE_CLI_CREDENTIAL_HPP
#define ACS_AZURE_CLI_CREDENTIAL_HPP

#include <acs/entra_options.hpp>
#include <acs/token_credential.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <string>

namespace acs {

/**
 * \brief The token of whoever has signed in with the Azure CLI (`az login`): for a developer's machine.
 * \details For each token `az account get-access-token` runs as a child process, without a shell, from the
 * first absolute folder of the variable PATH (of the options' environment) that has it; the process itself
 * gets this process's environment. Nothing waits for it but the calls that need the token. It may take 13 s,
 * as in the Azure SDKs; then, and when the credential goes, it is killed with all that it has started. One
 * scope at a time; a claims challenge can't be answered. Linux 5.3 or later. Errors beside those of
 * \ref token_credential : errc::credential_unavailable if `az` isn't there or nobody is signed in;
 * errc::credential_failed with what it said on standard error, without anything that looks like a token;
 * errc::deadline_exceeded after 13 s.
 */
class azure_cli_credential final : public token_credential
{
public:
    /**
     * \brief For the tenant and subscription that the CLI is set to.
     * \param executor what it runs on; its context must outlive the credential.
     * \param options  see there; of use are time, deadline, jitter and environment.
     */
    explicit azure_cli_credential(
        boost::asio::any_io_executor executor, entra_options options = entra_options());

    /**
     * \param executor     what it runs on; its context must outlive the credential.
     * \param tenant_id    the directory's id (a GUID) or domain name; empty: the CLI's.
     * \param subscription its id or name; empty: the CLI's.
     * \param options      as above.
     */
    azure_cli_credential(
        boost::asio::any_io_executor executor, std::string tenant_id, std::string subscription,
        entra_options options = entra_options());
    ~azure_cli_credential() override;
};

} // namespace acs

#endif
