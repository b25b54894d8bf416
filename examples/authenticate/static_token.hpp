#ifndef EXAMPLES_AUTHENTICATE_STATIC_TOKEN_HPP
#define EXAMPLES_AUTHENTICATE_STATIC_TOKEN_HPP

#include <acs/access_token_from_jwt.hpp>
#include <acs/communication_token_credential.hpp>

// For a token that came without its expiry; with it: acs::access_token(acs::secret(text), expires_on).
inline acs::communication_token_credential by_static_token(const acs::secret& text)
{
    return acs::communication_token_credential(acs::access_token_from_jwt(text).value());
}

#endif
