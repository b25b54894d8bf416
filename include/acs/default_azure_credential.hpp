#ifndef ACS_DEFAULT_AZURE_CREDENTIAL_HPP
#define ACS_DEFAULT_AZURE_CREDENTIAL_HPP

#include <acs/entra_options.hpp>
#include <acs/token_credential.hpp>

#include <boost/asio/any_io_executor.hpp>

namespace acs {

/**
 * \brief What fits where the program runs: the same program in Azure and at a developer's desk.
 * \details A chain (see \ref chained_credential) of EnvironmentCredential, WorkloadIdentityCredential,
 * ManagedIdentityCredential, AzureCliCredential. AZURE_CLIENT_ID also names the managed identity, if it is
 * one that was assigned to the machine.
 *
 * The variable AZURE_TOKEN_CREDENTIALS leaves a part of it, whatever the case of its letters: `prod` the
 * first three, `dev` the last, and one of the four names that credential alone. With anything else no token
 * is got, and the error names what is allowed. (What `dev` means differs between Azure's SDKs: in that for
 * C++ it is the whole chain, in the others, as here, what developers use.) Alone, ManagedIdentityCredential
 * asks the metadata service persistently, without looking first whether it is there. The environment is read
 * when the credential is made.
 */
class default_azure_credential final : public token_credential
{
public:
    /**
     * \param executor what its requests run on; its context must outlive the credential.
     * \param options  of all members. `deadline` counts for the whole search too, which otherwise has 120 s.
     */
    explicit default_azure_credential(
        boost::asio::any_io_executor executor, entra_options options = entra_options());
    ~default_azure_credential() override;
};

} // namespace acs

#endif
