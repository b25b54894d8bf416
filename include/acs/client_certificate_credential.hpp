#ifndef ACS_CLIENT_CERTIFICATE_CREDENTIAL_HPP
#define ACS_CLIENT_CERTIFICATE_CREDENTIAL_HPP

#include <acs/client_certificate.hpp>
#include <acs/entra_options.hpp>
#include <acs/token_credential.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <string>

namespace acs {

/**
 * \brief The token of an application of Entra ID that signs an assertion with its certificate's key.
 * \details Each assertion is valid for ten minutes, counted by the options' clock. A file that is replaced
 * counts from the next token on; a broken one fails then with errc::credential_failed, which says what is
 * wrong with it, while the old token is used as long as it lives. See \ref token_credential for what all
 * credentials have in common.
 */
class client_certificate_credential final : public token_credential
{
public:
    /**
     * \param executor    what its requests run on; its context must outlive the credential.
     * \param tenant_id   the directory's id (a GUID) or domain name.
     * \param client_id   the application's id.
     * \param certificate with its private key. It is looked at when a token is needed.
     * \param options     see there.
     */
    client_certificate_credential(
        boost::asio::any_io_executor executor, std::string tenant_id, std::string client_id,
        client_certificate certificate, entra_options options = entra_options());
    ~client_certificate_credential() override;
};

} // namespace acs

#endif
