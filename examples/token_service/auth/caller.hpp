#ifndef EXAMPLES_TOKEN_SERVICE_AUTH_CALLER_HPP
#define EXAMPLES_TOKEN_SERVICE_AUTH_CALLER_HPP

#include "auth/user_name.hpp"

namespace token_service {

/// Who sent a request, as an \ref authenticator found out.
struct caller
{
    user_name user;
    /// A browser sends cookies by itself, also when another site's page makes it: such a request may change
    /// something only if it comes from the service's own pages.
    bool by_cookie = false;
};

} // namespace token_service

#endif
