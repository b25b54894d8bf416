#ifndef ACS_TOKEN_CREDENTIAL_HPP
#define ACS_TOKEN_CREDENTIAL_HPP

#include <acs/access_token.hpp>
#include <acs/credential.hpp>
#include <acs/entra_token_request.hpp>

#include <boost/asio/awaitable.hpp>
#include <memory>
#include <string_view>

namespace acs {

namespace entra {
class token_holders;
}

/**
 * \brief What authorises requests with tokens of Entra ID, whatever it gets them by.
 * \details The same token serves all clients that share the object. It is asked for when it is needed first,
 * once for all who need it at that moment, and again ahead of its end by the calls that use it: when the
 * issuer says (`refresh_in`), else between 0.70 and 0.85 of its life. Meanwhile, and while that fails, the
 * old token is used as long as it lives. A failure is not remembered: the next call that has no token tries
 * again; only what the issuer asks for by Retry-After is waited for, five minutes at most. After a 401 the
 * token is dropped; one with a claims challenge is answered, once in a call, with a token that has those
 * claims.
 *
 * \par Errors
 * errc::credential_failed, whose text says which credential failed and why; errc::credential_unavailable if
 * it is not configured on this machine; errc::deadline_exceeded; errc::client_stopped.
 *
 * \par Thread safety
 * All functions may be called from any thread.
 */
class token_credential : public credential
{
public:
    /// Stops fetching, as soon as nobody waits in \ref get_token any more. Clients keep the object alive.
    ~token_credential() override;

    /**
     * \brief A token that can be used, for something else than requests of an identity_client.
     * \param request for what. Each combination of scopes has a token of its own here. With claims, a new
     * token is asked for, which takes the place of the one at hand.
     * \par Cancellation
     * Gives errc::canceled; the fetch goes on, for the next who asks.
     */
    boost::asio::awaitable<result<access_token>> get_token(
        entra_token_request request = entra_token_request());

    /// What the Azure SDKs call such a credential, as in `ClientSecretCredential`; errors begin with it.
    std::string_view name() const noexcept;

    bool is_ready(wall_time now) const noexcept override;
    boost::asio::awaitable<result<void>> prepare(std::shared_ptr<time_source> time) override;
    result<void> authorise(outgoing_request& request) const override;
    bool challenged(std::string_view authorization, std::string_view www_authenticate) noexcept override;
    void rejected(std::string_view authorization) noexcept override;

protected:
    explicit token_credential(std::shared_ptr<entra::token_holders> holders);

private:
    friend class entra::token_holders;

    std::shared_ptr<entra::token_holders> holders_;
};

} // namespace acs

#endif
