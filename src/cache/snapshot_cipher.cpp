#include "cache/snapshot_cipher.hpp"

#include "cache/snapshot_error.hpp"

#include <array>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/kdf.h>
#include <openssl/params.h>
#include <utility>

namespace acs::cache {

namespace {

constexpr std::string_view purpose = "acs-identity token cache snapshot, version 1";

using file_key = std::array<unsigned char, 32>;

unsigned char* bytes(char* text)
{
    return reinterpret_cast<unsigned char*>(text);
}

OSSL_PARAM octets(const char* name, std::string_view text)
{
    // OpenSSL only reads them.
    return OSSL_PARAM_construct_octet_string(name, const_cast<char*>(text.data()), text.size());
}

bool derive(std::string_view key, std::string_view salt, file_key& made)
{
    struct free_derivation
    {
        void operator()(EVP_KDF* derivation) const noexcept { EVP_KDF_free(derivation); }
        void operator()(EVP_KDF_CTX* context) const noexcept { EVP_KDF_CTX_free(context); }
    };
    const std::unique_ptr<EVP_KDF, free_derivation> hkdf(EVP_KDF_fetch(nullptr, "HKDF", nullptr));
    if (!hkdf)
        return false;
    const std::unique_ptr<EVP_KDF_CTX, free_derivation> context(EVP_KDF_CTX_new(hkdf.get()));
    char digest[] = "SHA256";
    const OSSL_PARAM parameters[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest, 0),
        octets(OSSL_KDF_PARAM_KEY, key),
        octets(OSSL_KDF_PARAM_SALT, salt),
        octets(OSSL_KDF_PARAM_INFO, purpose),
        OSSL_PARAM_construct_end(),
    };
    return context && EVP_KDF_derive(context.get(), made.data(), made.size(), parameters) > 0;
}

// 96 bits, as GCM wants them: what it is, and which.
std::array<unsigned char, 12> nonce(snapshot_cipher::part kind, std::uint64_t number)
{
    std::array<unsigned char, 12> made{static_cast<unsigned char>(kind)};
    for (std::size_t i = 0; i < sizeof(number); ++i)
        made[4 + i] = static_cast<unsigned char>(number >> 8 * i);
    return made;
}

} // namespace

snapshot_cipher::snapshot_cipher(context made, std::string preamble)
    : context_(std::move(made)), preamble_(std::move(preamble))
{}

result<snapshot_cipher> snapshot_cipher::make(const secret& key, std::string_view salt, std::string preamble)
{
    if (key.size() < least_key_size)
        return snapshot_error(
            errc::invalid_argument,
            "the key of a snapshot has " + std::to_string(key.size()) + " bytes, not at least 32");
    context made(EVP_CIPHER_CTX_new());
    file_key derived;
    const bool ready =
        made && derive(key.reveal(), salt, derived) &&
        EVP_CipherInit_ex2(made.get(), EVP_aes_256_gcm(), derived.data(), nullptr, 1, nullptr) == 1;
    OPENSSL_cleanse(derived.data(), derived.size());
    if (!ready)
        return snapshot_error(errc::internal, "OpenSSL provides no HKDF with SHA-256, or no AES-256-GCM");
    return snapshot_cipher(std::move(made), std::move(preamble));
}

bool snapshot_cipher::seal(part kind, std::uint64_t number, char* text, std::size_t size) noexcept
{
    EVP_CIPHER_CTX* const gcm = context_.get();
    int done = 0;
    return EVP_CipherInit_ex2(gcm, nullptr, nullptr, nonce(kind, number).data(), 1, nullptr) == 1 &&
           EVP_CipherUpdate(
               gcm, nullptr, &done, bytes(preamble_.data()), static_cast<int>(preamble_.size())) == 1 &&
           EVP_CipherUpdate(gcm, bytes(text), &done, bytes(text), static_cast<int>(size)) == 1 &&
           EVP_CipherFinal_ex(gcm, bytes(text) + size, &done) == 1 &&
           EVP_CIPHER_CTX_ctrl(gcm, EVP_CTRL_AEAD_GET_TAG, tag_size, text + size) == 1;
}

bool snapshot_cipher::open(part kind, std::uint64_t number, char* text, std::size_t size) noexcept
{
    EVP_CIPHER_CTX* const gcm = context_.get();
    int done = 0;
    if (EVP_CipherInit_ex2(gcm, nullptr, nullptr, nonce(kind, number).data(), 0, nullptr) == 1 &&
        EVP_CIPHER_CTX_ctrl(gcm, EVP_CTRL_AEAD_SET_TAG, tag_size, text + size) == 1 &&
        EVP_CipherUpdate(gcm, nullptr, &done, bytes(preamble_.data()), static_cast<int>(preamble_.size())) ==
            1 &&
        EVP_CipherUpdate(gcm, bytes(text), &done, bytes(text), static_cast<int>(size)) == 1 &&
        EVP_CipherFinal_ex(gcm, bytes(text) + size, &done) == 1)
        return true;
    OPENSSL_cleanse(text, size); // it was decrypted, and is not to be believed
    return false;
}

} // namespace acs::cache
