#ifndef ACS_USER_AND_TOKEN_HPP
#define ACS_USER_AND_TOKEN_HPP

#include <acs/access_token.hpp>
#include <acs/identifier.hpp>

namespace acs {

/// What \ref identity_client::create_user_and_token gives.
struct user_and_token
{
    communication_user user; ///< the new identity
    access_token token;      ///< its first token
};

} // namespace acs

#endif
