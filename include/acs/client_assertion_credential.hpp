#ifndef ACS_CLIENT_ASSERTION_CREDENTIAL_HPP
#define ACS_CLIENT_ASSERTION_CREDENTIAL_HPP

#include <acs/entra_options.hpp>
#include <acs/result.hpp>
#include <acs/secret.hpp>
#include <acs/token_credential.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <functional>
#include <string>

namespace acs {

/**
 * \brief The token of an application of Entra ID that shows an assertion from a coroutine of yours: a token
 * of another issuer that the application trusts (workload identity federation), or one that you sign with a
 * key in a vault. \details See \ref token_credential for what all credentials have in common.
 */
class client_assertion_credential final : public token_credential
{
public:
    /// Yields a new assertion, a JSON web token; asked once for each token of Entra ID. An error, or what it
    /// throws, becomes errc::credential_failed with its text; errc::credential_unavailable stays, so that a
    /// chain goes on. It must be a named function or a function object; its coroutine may refer to the
    /// object, which lives until the coroutine has ended, but not to temporaries. It runs on the credential's
    /// executor, for different scopes at the same time, and is cancelled when the credential goes or the
    /// deadline of the options has passed.
    using assertion_function = std::function<boost::asio::awaitable<result<secret>>()>;

    /**
     * \param executor  what its requests run on; its context must outlive the credential.
     * \param tenant_id the directory's id (a GUID) or domain name.
     * \param client_id the application's id.
     * \param assertion see there.
     * \param options   see there.
     */
    client_assertion_credential(
        boost::asio::any_io_executor executor, std::string tenant_id, std::string client_id,
        assertion_function assertion, entra_options options = entra_options());
    ~client_assertion_credential() override;
};

} // namespace acs

#endif
