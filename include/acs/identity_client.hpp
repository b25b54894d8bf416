#ifndef ACS_IDENTITY_CLIENT_HPP
#define ACS_IDENTITY_CLIENT_HPP

#include <acs/access_token.hpp>
#include <acs/call_options.hpp>
#include <acs/client_options.hpp>
#include <acs/identifier.hpp>
#include <acs/result.hpp>
#include <acs/scope.hpp>
#include <acs/secret.hpp>
#include <acs/user_and_token.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <memory>
#include <string>

namespace acs {

/**
 * \brief Creates, revokes and deletes identities of an ACS resource and issues their access tokens.
 *
 * \code
 * acs::identity_client client{executor, acs::client_options::from_connection_string(text).value()};
 * acs::communication_user user = (co_await client.create_user()).value();
 * acs::access_token token = (co_await client.get_token(user, acs::scope::chat | acs::scope::voip)).value();
 * \endcode
 *
 * \par Operations
 * Every operation is an ordinary function that takes its arguments by value and returns an awaitable. Nothing
 * happens until that is awaited; it may outlive the client and the arguments. Other completion styles come
 * from `asio::co_spawn`.
 *
 * \par Errors
 * Operations don't throw but give an \ref error; `.value()` throws \ref request_failed. Of every operation:
 * - the way to the service: errc::invalid_ca_file, invalid_proxy, insecure_endpoint, host_not_found,
 * connect_failed, proxy_authentication_required, proxy_refused, connect_timeout, handshake_timeout,
 * tls_failed, certificate_untrusted, certificate_host_mismatch, connection_lost, response_timeout,
 * response_too_large;
 * - the service's refusals: errc::authentication_failed, clock_skewed, forbidden, request_rejected,
 *   unsupported_api_version, throttled, service_unavailable;
 * - foreign answers: errc::not_the_service, malformed_response;
 * - the call: errc::deadline_exceeded, canceled, client_stopped, overloaded, credential_failed,
 * invalid_argument, internal.
 *
 * \par Cancellation
 * Per-operation cancellation, terminal and (where the awaiting coroutine lets it through) partial and total,
 * takes effect at every suspension and gives errc::canceled. Whether the service executed a cancelled request
 * is not known.
 *
 * \par Deadline
 * Every call ends: by default within 60 s, DNS, TLS and retries included. See client_options and
 * call_options.
 *
 * \par Executor
 * A call runs in the awaiting coroutine, on its executor. Sockets and the timer belong to the client's
 * executor. See docs/threads.md.
 *
 * \par Thread safety
 * Distinct objects: safe. Shared object: the operations may be called from any thread; move and destruction
 * may not run at the same time as another function.
 */
class identity_client
{
public:
    /**
     * \brief Makes a client. Nothing is sent yet.
     * \param executor what the sockets and the timer belong to; its context must outlive the client and every
     * awaitable of it.
     * \param options  see there. A CA file that can't be read is reported by each call.
     */
    identity_client(boost::asio::any_io_executor executor, client_options options);
    identity_client(identity_client&&) noexcept;
    identity_client& operator=(identity_client&&) noexcept;
    /// Stops the client: calls in flight end with errc::client_stopped, as do calls that start later.
    ~identity_client();

    /// The executor that the sockets and the timer belong to.
    boost::asio::any_io_executor get_executor() const;

    /**
     * \brief Creates an identity.
     * \par Errors
     * Also errc::outcome_unknown, if the connection broke or no answer came after the request was sent, or if
     * the service failed in a way that leaves open whether it was done (408, 500, 502, 504): an unused
     * identity may be left.
     */
    boost::asio::awaitable<result<communication_user>> create_user(call_options options = call_options());

    /**
     * \brief Creates an identity and issues its first token, which lives 24 hours.
     * \param scopes what the token permits; not empty.
     * \par Errors
     * Also errc::no_scopes, outcome_unknown.
     */
    boost::asio::awaitable<result<user_and_token>> create_user_and_token(
        scope_set scopes, call_options options = call_options());
    /// The same with a lifetime. \param lifetime 60 to 1440 minutes, else errc::invalid_token_lifetime.
    boost::asio::awaitable<result<user_and_token>> create_user_and_token(
        scope_set scopes, std::chrono::minutes lifetime, call_options options = call_options());

    /**
     * \brief Issues a token, which lives 24 hours. Tokens issued before stay valid.
     * \details This is also how a token is renewed: rebuild the identity from its stored id and ask again.
     * \param user   the identity. \param scopes what the token permits; not empty.
     * \par Errors
     * Also errc::no_scopes, identity_not_found.
     */
    boost::asio::awaitable<result<access_token>> get_token(
        communication_user user, scope_set scopes, call_options options = call_options());
    /// The same with a lifetime. \param lifetime 60 to 1440 minutes, else errc::invalid_token_lifetime.
    boost::asio::awaitable<result<access_token>> get_token(
        communication_user user, scope_set scopes, std::chrono::minutes lifetime,
        call_options options = call_options());

    /**
     * \brief Exchanges the Entra ID token of a Teams user for an access token, which expires with it.
     * \param entra_token    the user's Entra token for the scopes Teams.ManageCalls and Teams.ManageChats.
     * \param client_id      the Entra application's id, the token's `appid` claim.
     * \param user_object_id the user's object id, the token's `oid` claim.
     * \par Errors
     * Also errc::invalid_teams_token.
     */
    boost::asio::awaitable<result<access_token>> get_token_for_teams_user(
        secret entra_token, std::string client_id, std::string user_object_id,
        call_options options = call_options());

    /**
     * \brief Revokes all tokens of an identity that were issued before. The service may take up to 15 minutes
     * to spread it. \param user the identity. \par Errors Also errc::identity_not_found.
     */
    boost::asio::awaitable<result<void>> revoke_tokens(
        communication_user user, call_options options = call_options());

    /**
     * \brief Deletes an identity and revokes its tokens.
     * \param user the identity.
     * \par Errors
     * Also errc::identity_not_found.
     */
    boost::asio::awaitable<result<void>> delete_user(
        communication_user user, call_options options = call_options());

    /**
     * \brief Opens connections before they are needed, so that the first calls find them ready.
     * \param connections how many there should be at most, those that are open already not counted; never
     * more than client_options::max_connections. \param options     the deadline counts; the rest does not
     * apply. \par Errors What kept the connections from being opened, if none was: errc::host_not_found,
     * connect_failed, ...
     */
    boost::asio::awaitable<result<void>> warm_up(
        std::size_t connections, call_options options = call_options());

private:
    friend class token_cache;
    class impl;

    explicit identity_client(std::shared_ptr<impl> of);
    // A client that makes its calls as this one does, and stops when this one is destroyed. Its own end stops
    // nothing.
    identity_client share() const;
    // Null if it was moved from. Valid as long as this client or a share of it lives.
    const client_options* options() const;

    std::shared_ptr<impl> impl_;
};

} // namespace acs

#endif
