#ifndef ACS_TOKEN_CACHE_HPP
#define ACS_TOKEN_CACHE_HPP

#include <acs/access_token.hpp>
#include <acs/cache_plan.hpp>
#include <acs/cache_stats.hpp>
#include <acs/call_options.hpp>
#include <acs/identifier.hpp>
#include <acs/prefetch.hpp>
#include <acs/result.hpp>
#include <acs/scope.hpp>
#include <acs/secret.hpp>
#include <acs/token_cache_options.hpp>
#include <acs/token_handle.hpp>
#include <acs/token_options.hpp>
#include <acs/token_request.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace acs {

class identity_client;

namespace cache {
class core;
}

/**
 * \brief Keeps tokens, fetches each only once, and renews them before they expire, within the quota.
 *
 * \code
 * acs::token_cache cache{client};
 * acs::access_token token = (co_await cache.get(user, acs::scope::chat)).value();
 * \endcode
 *
 * An entry belongs to an identity, an exact set of scopes and a lifetime: a token of wider scope never serves
 * a narrower request. docs/token-cache.md explains how renewals are planned and what happens in an outage.
 *
 * \par What is renewed
 * Entries that were asked for in the last half of their life (or hour, if that is longer), and those that
 * \ref keep_fresh was called for. Others lapse.
 *
 * \par What is served
 * Never a token that has expired or has less than 10 s left, one of another identity or scope, or one that
 * was issued before a \ref revoke of this cache returned.
 *
 * \par Executor
 * The cache's calls run on the client's executor (or the one given). From the first token on, a timer of
 * the cache is pending there, so the context's run() does not return before \ref stop or the destructor.
 *
 * \par Cancellation
 * Of the awaitables: takes effect at once, gives errc::canceled, and never ends a fetch that others wait for.
 *
 * \par Thread safety
 * Distinct objects: safe. Shared object: all functions may be called from any thread; move and destruction
 * may not run at the same time as another function.
 */
class token_cache
{
public:
    /// Gets tokens through the client. The cache may outlive the client: its calls then give
    /// errc::client_stopped.
    explicit token_cache(const identity_client& client, token_cache_options options = token_cache_options());

    /// Gets tokens from anywhere: Teams exchanges, Entra ID. \throws std::invalid_argument if
    /// `source.fetch` is empty.
    token_cache(
        boost::asio::any_io_executor executor, token_source source,
        token_cache_options options = token_cache_options());

    token_cache(token_cache&&) noexcept;
    token_cache& operator=(token_cache&&) noexcept;
    /// Stops the cache: its calls end, those that wait give errc::client_stopped.
    ~token_cache();

    boost::asio::any_io_executor get_executor() const;

    /**
     * \brief A usable token: from the cache, from a fetch under way, or fetched now.
     * \details A hit costs no turn of the executor. If the token should have been renewed by now, waits
     * for its renewal, which it begins if nobody has, and gives the old one if that fails or takes too long;
     * at once if the last try has failed or the service is away. A fetch belongs to the cache, not to its
     * first caller.
     * \par Errors
     * Those of \ref identity_client::get_token; errc::token_expired if the issuer's token is not usable for
     * as long as asked for.
     */
    boost::asio::awaitable<result<access_token>> get(
        communication_user user, scope_set scopes, token_options options = token_options());
    /// The same for a handle, without looking the identity up.
    boost::asio::awaitable<result<access_token>> get(
        token_handle handle, token_options options = token_options());

    /**
     * \brief The token, if one is in the cache and usable for more than 10 s; else an empty one.
     * \details Never waits, fetches or allocates. It counts as a use of the entry. The lifetime is part of
     * the entry's key, see token_options::lifetime.
     */
    access_token try_get(
        const communication_user& user, const scope_set& scopes,
        std::optional<std::chrono::minutes> lifetime = std::nullopt) noexcept;
    access_token try_get(const token_handle& handle) noexcept;

    /// A handle for an entry that is asked for often; the entry need not exist. \ref token_handle
    token_handle handle(
        const communication_user& user, const scope_set& scopes,
        std::optional<std::chrono::minutes> lifetime = std::nullopt);

    /**
     * \brief Fetches the token soon, and renews it until \ref release, whether it is asked for or not.
     * \par Errors
     * errc::infeasible if that would exceed what the quota can renew (nothing changes then; the error says
     * how many fit); those of the arguments, as identity_client::get_token.
     */
    result<void> keep_fresh(
        communication_user user, scope_set scopes, token_options options = token_options());

    /// Ends \ref keep_fresh. The token stays until it lapses. \return false if it wasn't kept fresh.
    bool release(
        const communication_user& user, const scope_set& scopes,
        std::optional<std::chrono::minutes> lifetime = std::nullopt);

    /**
     * \brief Fetches tokens nobody waits for yet, at the rate that leaves room for foreground calls.
     * \details Cancelling it leaves the rest unfetched. Failures of single identities are counted.
     * \par Errors
     * errc::infeasible as \ref keep_fresh; errc::deadline_exceeded if the options' deadline passes
     * (default: none).
     */
    boost::asio::awaitable<result<prefetch_progress>> prefetch(
        std::vector<communication_user> users, scope_set scopes,
        prefetch_options options = prefetch_options());
    /// The same for any range of identities, which is copied at once.
    template <class Range>
    boost::asio::awaitable<result<prefetch_progress>> prefetch(
        const Range& users, scope_set scopes, prefetch_options options = prefetch_options())
    {
        return prefetch(
            std::vector<communication_user>(std::begin(users), std::end(users)), std::move(scopes),
            std::move(options));
    }

    /**
     * \brief Takes a token that was got otherwise, as from identity_client::create_user_and_token.
     * \return false if it was not kept: it has no text, it has expired, a token at hand lives longer, or the
     * identity's tokens are just being revoked.
     */
    bool put(
        const communication_user& user, const scope_set& scopes, access_token token,
        std::optional<std::chrono::minutes> lifetime = std::nullopt);

    /// Drops the token of an entry, such as one that a peer refused. What is being fetched is not kept
    /// either. \return false if there was none.
    bool invalidate(
        const communication_user& user, const scope_set& scopes,
        std::optional<std::chrono::minutes> lifetime = std::nullopt);
    /// Drops all tokens of an identity. \return how many there were.
    std::size_t invalidate(const communication_user& user);
    /// Drops all tokens, as after the access key was rotated, which revokes everything. Those that are in
    /// use or kept fresh are fetched again as the quota permits.
    void invalidate_all();

    /**
     * \brief Revokes all tokens of an identity with the service and in the cache.
     * \details From the call on, and whatever comes of it, none of its tokens issued before is served; `get`
     * waits for the end and fetches then. Cancelling does not cancel the service's operation. Removes
     * snapshots that this cache saved or loaded, as they hold the tokens.
     * \par Errors
     * Those of identity_client::revoke_tokens.
     */
    boost::asio::awaitable<result<void>> revoke(
        communication_user user, call_options options = call_options());
    /// Deletes an identity with the service, and all of it from the cache, kept fresh or not. As \ref revoke.
    boost::asio::awaitable<result<void>> remove(
        communication_user user, call_options options = call_options());

    /// How much of the quota is planned, and what would still fit. Takes some microseconds, however many
    /// entries there are.
    cache_plan plan() const;
    /// What the cache has done so far, and how it stands.
    cache_stats stats() const;

    /**
     * \brief Writes all tokens into an encrypted file (AES-256-GCM), atomically, mode 0600.
     * \details Blocks: seconds for a million entries. \param path where to. \param key at least 32 bytes
     * that only this program knows. \return how many entries were saved.
     * \par Errors
     * errc::snapshot_unreadable, invalid_argument.
     */
    result<std::size_t> save_snapshot(const std::string& path, const secret& key);
    /**
     * \brief Takes the tokens of a snapshot that are still usable. Blocks.
     * \details All or nothing: a file that is not whole changes nothing. What the cache has already stays.
     * \return how many entries were taken.
     * \par Errors
     * errc::snapshot_unreadable, snapshot_damaged, snapshot_foreign, snapshot_outdated, invalid_argument.
     */
    result<std::size_t> load_snapshot(const std::string& path, const secret& key);

    /// Lets the service calls under way end, starts no others, and ends the timer. Requests that would need
    /// a call give errc::client_stopped from now on; tokens at hand are served still.
    boost::asio::awaitable<void> stop();

private:
    std::shared_ptr<cache::core> core_;
};

} // namespace acs

#endif
