#ifndef ACS_ENVIRONMENT_CREDENTIAL_HPP
#define ACS_ENVIRONMENT_CREDENTIAL_HPP

#include <acs/entra_options.hpp>
#include <acs/token_credential.hpp>

#include <boost/asio/any_io_executor.hpp>

namespace acs {

/**
 * \brief The token of an application of Entra ID that variables of the environment describe.
 * \details AZURE_TENANT_ID and AZURE_CLIENT_ID, and either AZURE_CLIENT_SECRET or
 * AZURE_CLIENT_CERTIFICATE_PATH with AZURE_CLIENT_CERTIFICATE_PASSWORD (if the key is encrypted) and
 * AZURE_CLIENT_SEND_CERTIFICATE_CHAIN (`true` or `1`). If both are set the secret is used. The variables are
 * read when the credential is made; those that are missing are named by what needs a token, with
 * errc::credential_unavailable. See \ref token_credential for what all credentials have in common.
 */
class environment_credential final : public token_credential
{
public:
    /**
     * \param executor what its requests run on; its context must outlive the credential.
     * \param options  see there.
     */
    explicit environment_credential(
        boost::asio::any_io_executor executor, entra_options options = entra_options());
    ~environment_credential() override;
};

} // namespace acs

#endif
