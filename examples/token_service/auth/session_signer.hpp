#ifndef EXAMPLES_TOKEN_SERVICE_AUTH_SESSION_SIGNER_HPP
#define EXAMPLES_TOKEN_SERVICE_AUTH_SESSION_SIGNER_HPP

#include "auth/hmac_sha256.hpp"
#include "auth/user_name.hpp"

#include <acs/secret.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace token_service {

/// Makes and checks the texts that say who has logged in: `v1.<user>.<expiry>.<HMAC of all before>`, user and
/// HMAC in base64url, the expiry in seconds since 1970. Nothing is kept of them, so none can be ended before
/// its expiry but by changing the key, which ends all.
class session_signer
{
public:
    explicit session_signer(const acs::secret& key);

    std::string sign(const user_name& user, std::int64_t expiry) const;

    /// Whose it is; none if it was not signed with this key, or has expired.
    std::optional<user_name> verify(std::string_view session, std::int64_t now) const noexcept;

private:
    const hmac_sha256 key_;
};

} // namespace token_service

#endif
