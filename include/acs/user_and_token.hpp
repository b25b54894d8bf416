#ifndef ACS_USER_AND_TOKEN_HPP
#define ACS_USER_AND_TOKEN_HPP

#include <acs/access_token.hpp>
#include <acs/identifier.hpp>

namespace acs {

/// An identity and a token: what \ref identity_client::create_user_and_token and the exchanges of Entra
/// tokens give.
struct user_and_token
{
    communication_user user; ///< the identity
    access_token token;      ///< its token
};

} // namespace acs

#endif
