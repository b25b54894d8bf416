#ifndef ACS_WORKLOAD_IDENTITY_CREDENTIAL_HPP
#define ACS_WORKLOAD_IDENTITY_CREDENTIAL_HPP

#include <acs/entra_options.hpp>
#include <acs/token_credential.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <string>

namespace acs {

/**
 * \brief The token of an application of Entra ID whose assertion is in a file that is kept up to date by
 * somebody else: a pod of Kubernetes with a service account that the application trusts.
 * \details The file is read anew each time that a token is asked for: at most 64 KiB of an ordinary file,
 * without leaving the executor's thread. Blanks around the token are cut off. Errors beside those of \ref
 * token_credential : errc::credential_unavailable, naming the variables that are missing;
 * errc::credential_failed, with the file's name, if it can't be read, is empty or too large.
 */
class workload_identity_credential final : public token_credential
{
public:
    /**
     * \brief As the environment says: AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_FEDERATED_TOKEN_FILE.
     * \param executor what its requests run on; its context must outlive the credential.
     * \param options  see there.
     */
    explicit workload_identity_credential(
        boost::asio::any_io_executor executor, entra_options options = entra_options());

    /**
     * \param executor   what its requests run on; its context must outlive the credential.
     * \param tenant_id  the directory's id (a GUID) or domain name; empty: AZURE_TENANT_ID.
     * \param client_id  the application's id; empty: AZURE_CLIENT_ID.
     * \param token_file the assertion's file; empty: AZURE_FEDERATED_TOKEN_FILE.
     * \param options    see there.
     */
    workload_identity_credential(
        boost::asio::any_io_executor executor, std::string tenant_id, std::string client_id,
        std::string token_file, entra_options options = entra_options());
    ~workload_identity_credential() override;
};

} // namespace acs

#endif
