#ifndef ACS_IDENTITY_CLIENT_HPP
#define ACS_IDENTITY_CLIENT_HPP

#include <acs/access_token.hpp>
#include <acs/call_options.hpp>
#include <acs/client_options.hpp>
#include <acs/identifier.hpp>
#include <acs/result.hpp>
#include <acs/scope.hpp>
#include <acs/secret.hpp>
#include <acs/teams_extension_assignment.hpp>
#include <acs/teams_extension_principal.hpp>
#include <acs/user_and_token.hpp>
#include <acs/user_detail.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

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
 * credential_unavailable, invalid_argument, internal.
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
     * \brief The same with an id of the program's own for the identity: creating it again gives the same
     * identity, so the call is repeated as others are, and never ends with errc::outcome_unknown; unless the
     * api-version is one that this library doesn't know.
     * \param custom_id 1 to 256 characters of UTF-8, such as the user's name in the program's database.
     * \par API version
     * 2025-03-02-preview; with one that doesn't have it: errc::unsupported_api_version.
     */
    boost::asio::awaitable<result<communication_user>> create_user(
        std::string custom_id, call_options options = call_options());

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
    /// The same with a custom id; see create_user. A repeated call issues another token for the identity.
    boost::asio::awaitable<result<user_and_token>> create_user_and_token(
        std::string custom_id, scope_set scopes, call_options options = call_options());
    /// The same with a custom id and a lifetime.
    boost::asio::awaitable<result<user_and_token>> create_user_and_token(
        std::string custom_id, scope_set scopes, std::chrono::minutes lifetime,
        call_options options = call_options());

    /**
     * \brief What the service knows of an identity.
     * \param user the identity.
     * \par Errors
     * Also errc::identity_not_found.
     * \par API version
     * 2025-03-02-preview; with one that doesn't have it: errc::unsupported_api_version.
     */
    boost::asio::awaitable<result<user_detail>> get_user(
        communication_user user, call_options options = call_options());

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
     * \par API version
     * 2022-06-01 or later; with one that doesn't have it: errc::unsupported_api_version.
     */
    boost::asio::awaitable<result<access_token>> get_token_for_teams_user(
        secret entra_token, std::string client_id, std::string user_object_id,
        call_options options = call_options());

    /**
     * \brief Exchanges the Entra ID token of a person with a \ref teams_extension_assignment for the identity
     * of a Teams extension user and its access token.
     * \param entra_token the person's Entra token for scopes such as
     * `https://auth.msft.communication.azure.com/TeamsExtension.ManageCalls`. It authorises the request; the
     * client's credential is not used.
     * \par Errors
     * Also errc::invalid_entra_token.
     * \par API version
     * 2025-03-02-preview, 2025-06-30 or later; with one that doesn't have it: errc::unsupported_api_version.
     */
    boost::asio::awaitable<result<user_and_token>> get_token_for_teams_extension_user(
        secret entra_token, call_options options = call_options());

    /**
     * \brief Exchanges the Entra ID token of a person for an identity of their own and its access token.
     * \param entra_token the person's Entra token for scopes such as
     * `https://communication.azure.com/clients/VoIP`. It authorises the request; the client's credential is
     * not used.
     * \par Errors
     * Also errc::invalid_entra_token.
     * \par API version
     * 2025-03-02-preview; with one that doesn't have it: errc::unsupported_api_version.
     */
    boost::asio::awaitable<result<user_and_token>> get_token_for_entra_user(
        secret entra_token, call_options options = call_options());

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
     * \brief The assignment of a person or a resource account of a tenant.
     * \param tenant_id the Entra tenant. \param object_id the person's or the account's object id in it.
     * \par Errors
     * Also errc::assignment_not_found.
     * \par API version
     * 2025-03-02-preview, 2025-06-30 or later; with one that doesn't have it: errc::unsupported_api_version.
     */
    boost::asio::awaitable<result<teams_extension_assignment>> get_teams_extension_assignment(
        std::string tenant_id, std::string object_id, call_options options = call_options());

    /**
     * \brief Lets a person or a resource account of a tenant be a Teams extension user of the resource.
     * An assignment that is there already is replaced; teams_extension_assignment::created tells which.
     * \param tenant_id, object_id see get_teams_extension_assignment. \param principal which of the two it
     * is. \par API version As get_teams_extension_assignment.
     */
    boost::asio::awaitable<result<teams_extension_assignment>> set_teams_extension_assignment(
        std::string tenant_id, std::string object_id, teams_extension_principal principal,
        call_options options = call_options());
    /// The same for certain Entra applications. \param client_ids the applications' ids; for none
    /// `std::vector<std::string>()`, since `{}` might be call_options too.
    boost::asio::awaitable<result<teams_extension_assignment>> set_teams_extension_assignment(
        std::string tenant_id, std::string object_id, teams_extension_principal principal,
        std::vector<std::string> client_ids, call_options options = call_options());

    /**
     * \brief Removes an assignment.
     * \param tenant_id, object_id see get_teams_extension_assignment.
     * \par API version
     * As get_teams_extension_assignment.
     */
    boost::asio::awaitable<result<void>> delete_teams_extension_assignment(
        std::string tenant_id, std::string object_id, call_options options = call_options());

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
