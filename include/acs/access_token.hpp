#ifndef ACS_ACCESS_TOKEN_HPP
#define ACS_ACCESS_TOKEN_HPP

#include <acs/secret.hpp>
#include <acs/time_source.hpp>

#include <memory>
#include <string>
#include <string_view>

namespace acs {

/**
 * \brief A token with its expiry: an immutable, reference-counted handle to one wiped buffer.
 * \details Copying never copies the text. Tokens are opaque: the expiry is what the issuer said
 * (`expiresOn`), never read from the token. \par Thread safety Distinct objects: safe, also when they share
 * the text. Shared object: const functions are safe.
 */
class access_token
{
public:
    /// No token.
    access_token() noexcept = default;
    /// A token that came from elsewhere, such as an Entra token for \ref bearer_credential.
    access_token(secret text, wall_time expires_on);

    /// True if this is no token.
    bool empty() const noexcept { return !content_; }
    /// The token's text. Valid as long as any copy of this handle lives.
    std::string_view token() const noexcept;
    /// When it expires.
    wall_time expires_on() const noexcept;

private:
    struct content;
    std::shared_ptr<const content> content_;
};

/// A time as the service writes it, UTC with seven fraction digits: `2026-01-02T03:04:05.6789012+00:00`.
std::string to_string(wall_time value);

} // namespace acs

#endif
