#ifndef EXAMPLES_TOKEN_SERVICE_AUTH_AUTHENTICATOR_HPP
#define EXAMPLES_TOKEN_SERVICE_AUTH_AUTHENTICATOR_HPP

#include "auth/caller.hpp"
#include "http/http_request.hpp"

#include <optional>

namespace token_service {

/// Finds out who sent a request. This is what an application replaces by its own: a class that checks what
/// its users have logged in with, given to \ref router.
class authenticator
{
public:
    authenticator() = default;
    authenticator(const authenticator&) = delete;
    authenticator& operator=(const authenticator&) = delete;
    virtual ~authenticator() = default;

    /// None if the request shows nothing that this one accepts. Called on all threads at a time, once for
    /// each request, so it must not wait: what has to be fetched (an issuer's keys) is fetched ahead.
    virtual std::optional<caller> authenticate(const http_request& request) const = 0;
};

} // namespace token_service

#endif
