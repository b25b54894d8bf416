#ifndef ACS_ENTRA_SOURCE_HPP
#define ACS_ENTRA_SOURCE_HPP

#include "wire/issued_token.hpp"

#include <acs/entra_token_request.hpp>
#include <acs/result.hpp>

#include <boost/asio/awaitable.hpp>
#include <string_view>

namespace acs::entra {

// Where tokens come from: what is different from one credential to the other. It keeps no tokens; that is
// done by token_holders.
class source
{
public:
    source() = default;
    source(const source&) = delete;
    source& operator=(const source&) = delete;
    virtual ~source() = default;

    // As the Azure SDKs name the credential. A literal.
    virtual std::string_view name() const noexcept = 0;

    // False if it can only get tokens for the identity service's scope.
    virtual bool takes_requests() const noexcept { return true; }

    // Gets a token, retries included. Whoever calls it keeps the source until the coroutine has ended. Called
    // for different scopes at the same time, from any thread. Errors: credential_unavailable if it is not
    // configured here, so that a chain goes on to the next; anything else is a failure, without the
    // credential's name.
    virtual boost::asio::awaitable<result<wire::issued_token>> fetch(entra_token_request request) = 0;
};

} // namespace acs::entra

#endif
