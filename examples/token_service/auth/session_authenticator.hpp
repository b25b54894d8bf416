#ifndef EXAMPLES_TOKEN_SERVICE_AUTH_SESSION_AUTHENTICATOR_HPP
#define EXAMPLES_TOKEN_SERVICE_AUTH_SESSION_AUTHENTICATOR_HPP

#include "auth/authenticator.hpp"

namespace token_service {

class session_signer;

/// Who has logged in: `Authorization: Bearer SESSION`, or the cookie `session=SESSION`.
class session_authenticator final : public authenticator
{
public:
    explicit session_authenticator(const session_signer& signer) : signer_(signer) {}

    std::optional<caller> authenticate(const http_request& request) const override;

private:
    const session_signer& signer_;
};

} // namespace token_service

#endif
