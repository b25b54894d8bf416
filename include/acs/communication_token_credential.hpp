#ifndef ACS_COMMUNICATION_TOKEN_CREDENTIAL_HPP
#define ACS_COMMUNICATION_TOKEN_CREDENTIAL_HPP

#include <acs/access_token.hpp>
#include <acs/client_options.hpp>
#include <acs/communication_token_credential_options.hpp>
#include <acs/result.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace acs {

struct credential_observer;

namespace cache {
class token_supply;
}

/**
 * \brief A user's access token for as long as it is needed: what client-side libraries for chat and calling
 * are given instead of a token.
 *
 * \code
 * acs::communication_token_credential credential{
 *     executor, fetch_token, acs::communication_token_credential_options().refresh_proactively(true)};
 * acs::access_token token = (co_await credential.get_token()).value();
 * \endcode
 *
 * There are three kinds: a token that stays as it is; one that a coroutine of yours refreshes; one that is
 * exchanged for a token of Entra ID. docs/communication-token-credential.md says how they behave, beside the
 * official SDKs' `CommunicationTokenCredential`.
 *
 * \par Refreshing
 * The refresher is called for all who ask at a time once. From 10 minutes before the token's end (a constant
 * of all four SDKs), or if it has less left from half of that on, whoever asks for the token gets the old one
 * at once and begins the refresh; if it is refreshed proactively, it begins by itself. Only without a token
 * that lives 10 s longer get_token() waits. After a failure the old token is given out as long as it lives,
 * and the next try is made after a pause of 1 to 2 s, doubled with each failure up to 30 to 60 s; without a
 * token, by the next who asks.
 *
 * \par Executor
 * The refresher runs on strands of the executor that is given. All credentials of one execution context and
 * time source share one timer; a proactive credential keeps it pending, so the context's run() does not
 * return before \ref stop or the destructor. The context must live longer than the credential.
 *
 * \par Cancellation
 * Of get_token(): takes effect at once and gives errc::canceled. A refresh that nobody waits for any more is
 * cancelled (terminally), unless the credential is proactive or somebody has got the old token meanwhile.
 *
 * \par Thread safety
 * Distinct objects: safe. Shared object: all functions may be called from any thread; move and destruction
 * may not run at the same time as another function.
 */
class communication_token_credential
{
public:
    /// Yields a token, or an error that becomes the call's. A named function, or a function object: the
    /// credential keeps it as long as its coroutine runs. Only one call at a time, unless an earlier one
    /// ignores that it was cancelled. What it throws counts as errc::credential_failed. It may stop or
    /// destroy the credential; get_token() of the same one would wait for itself, until the deadline.
    using refresher = std::function<boost::asio::awaitable<result<access_token>>()>;

    /// A token that stays: given out as it is, also when it has expired. \ref access_token_from_jwt if its
    /// expiry isn't known. \throws std::invalid_argument if it is empty.
    explicit communication_token_credential(access_token token);

    /// A token that `refresh` gives anew. \throws std::invalid_argument if `refresh` is empty.
    communication_token_credential(
        boost::asio::any_io_executor executor, refresher refresh,
        communication_token_credential_options options = communication_token_credential_options());

    /// For whom the Entra token is, if nothing else is said: clients of the service.
    static constexpr const char* default_scope = "https://communication.azure.com/clients/.default";

    /**
     * \brief A token that the service gives in exchange for the Entra token of the user.
     * \details Every get_token() asks the Entra credential, which keeps its own token; the exchange is made
     * when there is no token yet, when the Entra token is another one than last time, and when the token
     * expires, from 10 minutes before that on in the background. The first one begins at once; if that fails,
     * only the observer is told, and the first get_token() tries again. Retries, deadline, clock, proxy and
     * the observer of requests are those of `service`; its api-version isn't used, for the kind of scopes
     * decides it.
     * \param executor where exchanges run.
     * \param service endpoint and Entra credential: client_options::with_credential() with a
     * \ref token_credential that knows the user.
     * \param scopes all of `https://communication.azure.com/clients/` (api-version 2025-03-02-preview), or
     * all of `https://auth.msft.communication.azure.com/` or all of
     * `https://auth.msft.communication.azure.us/` (Teams extension, 2025-06-30).
     * \param observer who is told what came of each exchange, and of getting an Entra token if that failed;
     * include <acs/credential_observer.hpp>. Null: nobody.
     * \par Errors
     * errc::invalid_argument if the credential isn't a token_credential, or the scopes are none, mixed or
     * others. Of get_token(): those of the credential; errc::invalid_entra_token, forbidden and others of
     * identity_client::get_token_for_entra_user.
     */
    static result<communication_token_credential> from_entra(
        boost::asio::any_io_executor executor, client_options service,
        std::vector<std::string> scopes = std::vector<std::string>{default_scope},
        std::shared_ptr<const credential_observer> observer = nullptr);

    communication_token_credential(communication_token_credential&&) noexcept;
    communication_token_credential& operator=(communication_token_credential&&) noexcept;
    /// As \ref stop.
    ~communication_token_credential();

    /**
     * \brief A token that has not expired, unless it is one that stays.
     * \details A token at hand costs no turn of the executor, unless the Entra credential is asked first. The
     * awaitable may be awaited when the credential is gone.
     * \par Errors
     * Those of the refresher, or of the exchange; errc::token_expired if the refresher's token is empty or
     * has expired; errc::deadline_exceeded; errc::canceled; errc::client_stopped after \ref stop. If an error
     * says how long to wait (`retry_after`), calls in that time give the same error without asking again, for
     * 5 minutes at most.
     */
    boost::asio::awaitable<result<access_token>> get_token();

    /// No more tokens: a refresh under way is cancelled, and all calls, those that wait too, give
    /// errc::client_stopped. What the SDKs call dispose.
    void stop() noexcept;

private:
    explicit communication_token_credential(std::shared_ptr<cache::token_supply> supply);

    std::shared_ptr<cache::token_supply> supply_;
};

} // namespace acs

#endif
