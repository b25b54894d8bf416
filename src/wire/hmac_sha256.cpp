// The functions are deprecated in favour of EVP, not because of what they do.
#define OPENSSL_SUPPRESS_DEPRECATED

#include "wire/hmac_sha256.hpp"

#include <algorithm>
#include <openssl/sha.h>
#include <string.h> // explicit_bzero

namespace acs::wire {

namespace {

constexpr std::size_t block_size = SHA256_CBLOCK;

} // namespace

sha256_digest sha256(std::string_view text) noexcept
{
    sha256_digest made;
    SHA256_CTX context;
    SHA256_Init(&context);
    SHA256_Update(&context, text.data(), text.size());
    SHA256_Final(made.data(), &context);
    ::explicit_bzero(&context, sizeof(context)); // the text may be a secret
    return made;
}

hmac_sha256::hmac_sha256(std::string_view key) noexcept
{
    sha256_digest hashed;
    if (key.size() > block_size) {
        hashed = sha256(key);
        key = {reinterpret_cast<const char*>(hashed.data()), hashed.size()};
    }
    inner_ = after_block(key, 0x36);
    outer_ = after_block(key, 0x5c);
    ::explicit_bzero(hashed.data(), hashed.size());
}

hmac_sha256::~hmac_sha256()
{
    ::explicit_bzero(&inner_, sizeof(inner_));
    ::explicit_bzero(&outer_, sizeof(outer_));
}

hmac_sha256::state hmac_sha256::after_block(std::string_view key, unsigned char mask) noexcept
{
    std::array<unsigned char, block_size> block;
    block.fill(mask);
    for (std::size_t i = 0; i < key.size(); ++i)
        block[i] = static_cast<unsigned char>(static_cast<unsigned char>(key[i]) ^ mask);
    SHA256_CTX context;
    SHA256_Init(&context);
    SHA256_Transform(&context, block.data());
    state made;
    std::copy(std::begin(context.h), std::end(context.h), made.begin());
    ::explicit_bzero(block.data(), block.size());
    ::explicit_bzero(&context, sizeof(context));
    return made;
}

sha256_digest hmac_sha256::finish(const state& begun, std::string_view text) noexcept
{
    SHA256_CTX context;
    SHA256_Init(&context);
    std::copy(begun.begin(), begun.end(), std::begin(context.h));
    context.Nl = static_cast<SHA_LONG>(block_size * 8); // bits that were hashed
    SHA256_Update(&context, text.data(), text.size());
    sha256_digest made;
    SHA256_Final(made.data(), &context);
    ::explicit_bzero(&context, sizeof(context));
    return made;
}

sha256_digest hmac_sha256::sign(std::string_view text) const noexcept
{
    const sha256_digest inner = finish(inner_, text);
    return finish(outer_, {reinterpret_cast<const char*>(inner.data()), inner.size()});
}

} // namespace acs::wire
