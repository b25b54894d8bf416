#ifndef ACS_CLIENT_SECRET_CREDENTIAL_HPP
#define ACS_CLIENT_SECRET_CREDENTIAL_HPP

#include <acs/entra_options.hpp>
#include <acs/secret.hpp>
#include <acs/token_credential.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <string>

namespace acs {

/**
 * \brief The token of an application of Entra ID that shows a secret.
 * \details Arguments that can't be are reported by what needs a token. See \ref token_credential for what all
 * credentials have in common.
 */
class client_secret_credential final : public token_credential
{
public:
    /**
     * \param executor      what its requests run on; its context must outlive the credential.
     * \param tenant_id     the directory's id (a GUID) or domain name.
     * \param client_id     the application's id.
     * \param client_secret its secret's value, not the secret's id.
     * \param options       see there.
     */
    client_secret_credential(
        boost::asio::any_io_executor executor, std::string tenant_id, std::string client_id,
        secret client_secret, entra_options options = entra_options());
    ~client_secret_credential() override;
};

} // namespace acs

#endif
