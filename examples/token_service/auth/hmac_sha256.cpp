// The functions are deprecated in favour of EVP, not because of what they do.
#define OPENSSL_SUPPRESS_DEPRECATED

#include "auth/hmac_sha256.hpp"

#include <algorithm>
#include <openssl/crypto.h>

namespace token_service {

namespace {

void begin(SHA256_CTX& context, std::string_view key, unsigned char mask) noexcept
{
    std::array<unsigned char, SHA256_CBLOCK> block;
    block.fill(mask);
    for (std::size_t i = 0; i < key.size(); ++i)
        block[i] = static_cast<unsigned char>(mask ^ static_cast<unsigned char>(key[i]));
    SHA256_Init(&context);
    SHA256_Update(&context, block.data(), block.size());
    OPENSSL_cleanse(block.data(), block.size());
}

hmac_sha256::digest finish(SHA256_CTX context, const void* text, std::size_t size) noexcept
{
    hmac_sha256::digest made;
    SHA256_Update(&context, text, size);
    SHA256_Final(made.data(), &context);
    OPENSSL_cleanse(&context, sizeof(context)); // as good as the key
    return made;
}

} // namespace

hmac_sha256::hmac_sha256(std::string_view key) noexcept
{
    digest hashed{};
    if (key.size() > SHA256_CBLOCK) {
        hashed = hash(key);
        key = {reinterpret_cast<const char*>(hashed.data()), hashed.size()};
    }
    begin(inner_, key, 0x36);
    begin(outer_, key, 0x5c);
    OPENSSL_cleanse(hashed.data(), hashed.size());
}

hmac_sha256::~hmac_sha256()
{
    OPENSSL_cleanse(&inner_, sizeof(inner_));
    OPENSSL_cleanse(&outer_, sizeof(outer_));
}

hmac_sha256::digest hmac_sha256::sign(std::string_view text) const noexcept
{
    const digest inner = finish(inner_, text.data(), text.size());
    return finish(outer_, inner.data(), inner.size());
}

hmac_sha256::digest hmac_sha256::hash(std::string_view text) noexcept
{
    SHA256_CTX context;
    SHA256_Init(&context);
    return finish(context, text.data(), text.size());
}

} // namespace token_service
