#ifndef EXAMPLES_TOKEN_SERVICE_AUTH_HMAC_SHA256_HPP
#define EXAMPLES_TOKEN_SERVICE_AUTH_HMAC_SHA256_HPP

#include <array>
#include <openssl/sha.h>
#include <string_view>

namespace token_service {

/// HMAC-SHA256 with one key, whose part of the work is done once: each signature starts from a copy of that
/// state. (OpenSSL's EVP functions would allocate for each, which takes longer than the hashing.)
/// Thread-safe.
class hmac_sha256
{
public:
    using digest = std::array<unsigned char, SHA256_DIGEST_LENGTH>;

    explicit hmac_sha256(std::string_view key) noexcept;
    hmac_sha256(const hmac_sha256&) = delete;
    hmac_sha256& operator=(const hmac_sha256&) = delete;
    ~hmac_sha256();

    digest sign(std::string_view text) const noexcept;

    static digest hash(std::string_view text) noexcept;

private:
    SHA256_CTX inner_;
    SHA256_CTX outer_;
};

} // namespace token_service

#endif
