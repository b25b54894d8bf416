#define OPENSSL_SUPPRESS_DEPRECATED // SHA-256's state can't be had otherwise

#include "key_needles.hpp"

#include "wire/base64.hpp"

#include <array>
#include <cstddef>
#include <openssl/crypto.h>
#include <openssl/sha.h>
#include <stdexcept>
#include <utility>

namespace {

constexpr std::size_t block_size = 64;

std::string_view text(const unsigned char* bytes, std::size_t size)
{
    return {reinterpret_cast<const char*>(bytes), size};
}

void look_for_pad(
    memory_scan& scan, std::string_view key, unsigned char pad, const char* name, const char* words_name,
    const char* state_name)
{
    std::array<unsigned char, block_size> block;
    block.fill(pad);
    for (std::size_t i = 0; i < key.size(); ++i)
        block[i] = static_cast<unsigned char>(static_cast<unsigned char>(key[i]) ^ pad);
    scan.look_for(name, text(block.data(), key.size()));
    SHA256_CTX hash;
    SHA256_Init(&hash);
    SHA256_Update(&hash, block.data(), block.size());
    scan.look_for(state_name, text(reinterpret_cast<const unsigned char*>(hash.h), sizeof(hash.h)));
    for (std::size_t i = 0; i < block.size(); i += 4) {
        std::swap(block[i], block[i + 3]);
        std::swap(block[i + 1], block[i + 2]);
    }
    scan.look_for(words_name, text(block.data(), key.size() / 4 * 4));
    OPENSSL_cleanse(&hash, sizeof(hash));
    OPENSSL_cleanse(block.data(), block.size());
}

} // namespace

void look_for_key(memory_scan& scan, std::string_view base64_key)
{
    const auto key = acs::wire::decode_base64(base64_key);
    if (!key || key->size() < memory_scan::window || key->size() > block_size)
        throw std::runtime_error("an access key is not base64 of 16 to 64 bytes");
    scan.look_for("access key (base64)", base64_key);
    scan.look_for("access key (bytes)", *key);
    look_for_pad(
        scan, *key, 0x36, "access key (inner pad)", "access key (inner pad, words)",
        "access key (inner state)");
    look_for_pad(
        scan, *key, 0x5c, "access key (outer pad)", "access key (outer pad, words)",
        "access key (outer state)");
}
