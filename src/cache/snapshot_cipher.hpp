#ifndef ACS_CACHE_SNAPSHOT_CIPHER_HPP
#define ACS_CACHE_SNAPSHOT_CIPHER_HPP

#include <acs/result.hpp>
#include <acs/secret.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <openssl/evp.h>
#include <string>
#include <string_view>

namespace acs::cache {

// Seals and opens the parts of one snapshot: AES-256-GCM under a key of the file's own, which HKDF-SHA256
// (RFC 5869) derives from the user's key and the file's salt. So the numbers of the parts can be the nonces:
// no two of them are sealed under one key and nonce, unless somebody seals a part of one file twice.
//
// The nonce has the part's number and whether it is the last one (the STREAM construction), so that parts
// can't be exchanged, repeated, left out or cut off. Sans-IO; not thread-safe.
class snapshot_cipher
{
public:
    enum class part : unsigned char
    {
        chunk,
        last_chunk,
        header,
    };
    static constexpr std::size_t salt_size = 32;
    static constexpr std::size_t tag_size = 16;
    static constexpr std::size_t least_key_size = 32;

    // `preamble` is what the file says in clear: it counts as part of each part. errc::invalid_argument if
    // the key is short.
    static result<snapshot_cipher> make(const secret& key, std::string_view salt, std::string preamble);

    // Encrypts `size` bytes in place and puts a tag behind them, for which there must be room. False if
    // OpenSSL fails.
    bool seal(part kind, std::uint64_t number, char* text, std::size_t size) noexcept;

    // Decrypts `size` bytes in place, with the tag behind them. False, and all is zeros, if they are not what
    // was sealed as this part.
    [[nodiscard]] bool open(part kind, std::uint64_t number, char* text, std::size_t size) noexcept;

private:
    struct free_context
    {
        void operator()(EVP_CIPHER_CTX* context) const noexcept { EVP_CIPHER_CTX_free(context); }
    };
    using context = std::unique_ptr<EVP_CIPHER_CTX, free_context>; // wipes the key when it is freed

    snapshot_cipher(context made, std::string preamble);

    context context_;
    std::string preamble_;
};

} // namespace acs::cache

#endif
