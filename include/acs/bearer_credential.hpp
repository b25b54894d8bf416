#ifndef ACS_BEARER_CREDENTIAL_HPP
#define ACS_BEARER_CREDENTIAL_HPP

#include <acs/access_token.hpp>
#include <acs/entra_token_request.hpp>
#include <acs/token_credential.hpp>

#include <boost/asio/awaitable.hpp>
#include <functional>
#include <memory>

namespace acs {

struct credential_observer;

/**
 * \brief Authorises requests with Entra ID tokens (`Authorization: Bearer`) that a coroutine of yours yields.
 * \details The token has to be for the scope that is asked for: that of the identity service is
 * `https://communication.azure.com//.default` (two slashes). The coroutine is called once at a time for each
 * combination of scopes, however many calls wait for the token, and ahead of the token's end, while the old
 * one is used; see \ref token_credential. It runs on a strand of the executor of the call that begins it
 * (for a client's calls, the client's executor), by the clock of the client that needs a token first. It is
 * given a minute, and is not cancelled when the calls that wait for it are: its token serves the next. It is
 * cancelled (terminally) when that minute is over, or when the credential is destroyed. An error or an
 * exception of the coroutine becomes errc::credential_failed for who waits; an error
 * errc::credential_unavailable lets a chain go on.
 */
class bearer_credential final : public token_credential
{
public:
    /// Yields a token for the identity service. It must be a named function or a function object that lives
    /// in this credential; its coroutine must not refer to temporaries. Other scopes can't be asked for.
    using token_source = std::function<boost::asio::awaitable<result<access_token>>()>;
    /// Yields a token for these scopes and claims. The same rules apply.
    using request_source = std::function<boost::asio::awaitable<result<access_token>>(entra_token_request)>;

    /// \param source   called when there is no token, or it is to be renewed.
    /// \param observer is told what came of each call; include <acs/credential_observer.hpp>. Null: nobody.
    explicit bearer_credential(
        token_source source, std::shared_ptr<const credential_observer> observer = nullptr);
    /// \param source   called when there is no token for a request's scopes, or it is to be renewed; after a
    /// claims challenge, with its claims.
    /// \param observer as above.
    explicit bearer_credential(
        request_source source, std::shared_ptr<const credential_observer> observer = nullptr);
    ~bearer_credential() override;
};

} // namespace acs

#endif
