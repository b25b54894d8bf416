#ifndef ACS_CREDENTIAL_HPP
#define ACS_CREDENTIAL_HPP

#include <acs/result.hpp>
#include <acs/time_source.hpp>

#include <boost/asio/awaitable.hpp>
#include <memory>
#include <string_view>

namespace acs {

/**
 * \brief A request on its way out, as a \ref credential sees it.
 * \details Valid during the call it is passed to.
 */
class outgoing_request
{
public:
    /// The method, upper case.
    virtual std::string_view method() const noexcept = 0;
    /// Path and query, exactly as they go on the wire.
    virtual std::string_view target() const noexcept = 0;
    /// The text of the Host header.
    virtual std::string_view host() const noexcept = 0;
    /// The exact bytes of the body.
    virtual std::string_view body() const noexcept = 0;
    /// The time to sign with, UTC.
    virtual wall_time now() const noexcept = 0;

    /// Adds a header. False if name or value have characters that a header can't have; then nothing is added.
    virtual bool add_header(std::string_view name, std::string_view value) = 0;

protected:
    ~outgoing_request() = default;
};

/**
 * \brief What authorises requests: an access key, or a source of Entra ID tokens.
 * \details One object may serve any number of clients. Each attempt of a call, retries included, is
 * authorised anew: first \ref prepare if \ref is_ready says no, then \ref authorise. \par Thread safety
 * Implementations must allow all functions to be called from several threads at a time.
 */
class credential
{
public:
    credential() = default;
    credential(const credential&) = delete;
    credential& operator=(const credential&) = delete;
    virtual ~credential() = default;

    /// True if \ref authorise can be called at once. \param now the client's civil time.
    virtual bool is_ready(wall_time now) const noexcept = 0;

    /**
     * \brief Gets what \ref authorise needs, such as a token.
     * \details Runs on a strand of the client's executor. When the call is cancelled or its deadline passes,
     * the coroutine is cancelled (terminally) and its result is no longer waited for. \param time the
     * client's clock.
     */
    virtual boost::asio::awaitable<result<void>> prepare(std::shared_ptr<time_source> time) = 0;

    /// Adds the headers that authorise the request. Never waits.
    virtual result<void> authorise(outgoing_request& request) const = 0;

    /**
     * \brief The service answered 401 to a request of this credential, and said what it wants.
     * \param authorization the value of that request's Authorization header.
     * \param www_authenticate the value of an answer's WWW-Authenticate header; called for each.
     * \return true if another attempt is worth while, such as with a token that has the claims asked for.
     * A call makes it at once, and only one; \ref prepare comes first if \ref is_ready says no. If false, the
     * call goes on to \ref rejected.
     */
    virtual bool challenged(std::string_view authorization, std::string_view www_authenticate) noexcept
    {
        (void)authorization;
        (void)www_authenticate;
        return false;
    }

    /**
     * \brief The service answered 401 to a request of this credential: forget what it was authorised with.
     * \param authorization the value of that request's Authorization header. What was obtained meanwhile
     * stays.
     */
    virtual void rejected(std::string_view authorization) noexcept { (void)authorization; }
};

} // namespace acs

#endif
