#ifndef ACS_ACCESS_TOKEN_FROM_JWT_HPP
#define ACS_ACCESS_TOKEN_FROM_JWT_HPP

#include <acs/access_token.hpp>
#include <acs/result.hpp>
#include <acs/secret.hpp>

namespace acs {

/**
 * \brief A token that came without its expiry: it is read from the token, if that is a JSON Web Token.
 * \details The claim `exp` (RFC 7519: seconds since 1970) is taken as it is; the signature isn't checked. If
 * you know the expiry, say it instead: `access_token(secret(text), expires_on)` needs no JWT. That is also
 * the way for encrypted and other opaque tokens.
 * \param text the token, without `Bearer`, blanks or line ends.
 * \return the token, which may have expired; an expiry after 2261 becomes the last moment that \ref wall_time
 * has.
 * \par Errors
 * errc::invalid_argument if the text isn't a JWT that can be read or has no numeric `exp`. The error's text
 * has nothing of the token.
 */
result<access_token> access_token_from_jwt(const secret& text);

} // namespace acs

#endif
