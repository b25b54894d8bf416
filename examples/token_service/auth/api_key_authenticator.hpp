#ifndef EXAMPLES_TOKEN_SERVICE_AUTH_API_KEY_AUTHENTICATOR_HPP
#define EXAMPLES_TOKEN_SERVICE_AUTH_API_KEY_AUTHENTICATOR_HPP

#include "auth/authenticator.hpp"
#include "auth/hmac_sha256.hpp"

#include <map>
#include <string>

namespace token_service {

/// Programs of one's own: `X-API-Key: KEY`, with the keys in a file. Only the keys' hashes are kept, and
/// looking a hash up tells by its time nothing of use about the key.
class api_key_authenticator final : public authenticator
{
public:
    /// \param file lines `KEY USER`; empty ones and those that begin with `#` are left out. A key has at
    /// least 16 characters. \throws std::runtime_error with file and line, never with the key.
    explicit api_key_authenticator(const std::string& file);

    std::optional<caller> authenticate(const http_request& request) const override;

private:
    std::map<hmac_sha256::digest, user_name> users_;
};

} // namespace token_service

#endif
