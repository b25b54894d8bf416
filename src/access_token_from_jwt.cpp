#include <acs/access_token_from_jwt.hpp>

#include "wire/jwt_expiry.hpp"

namespace acs {

result<access_token> access_token_from_jwt(const secret& text)
{
    const auto expiry = wire::jwt_expiry(text.reveal());
    if (!expiry)
        return expiry.error();
    return access_token(text, *expiry);
}

} // namespace acs
