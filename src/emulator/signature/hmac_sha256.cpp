#include "emulator/signature/hmac_sha256.hpp"

#include <array>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/params.h>
#include <stdexcept>

namespace acs::emulation {

hmac_sha256::hmac_sha256(std::string_view key)
{
    if (key.empty())
        throw std::invalid_argument("an HMAC key must not be empty");
    EVP_MAC* algorithm = EVP_MAC_fetch(nullptr, OSSL_MAC_NAME_HMAC, nullptr);
    context_.reset(EVP_MAC_CTX_new(algorithm));
    EVP_MAC_free(algorithm);
    std::string digest = "SHA256";
    const std::array<OSSL_PARAM, 2> parameters{
        OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest.data(), 0),
        OSSL_PARAM_construct_end()};
    if (!context_ || EVP_MAC_init(
                         context_.get(), reinterpret_cast<const unsigned char*>(key.data()), key.size(),
                         parameters.data()) != 1)
        throw std::runtime_error("OpenSSL can't prepare an HMAC key");
}

std::string hmac_sha256::code(std::string_view data) const
{
    std::string result(32, '\0');
    std::size_t length = 0;
    // Without a key, init goes back to the state right after the key.
    if (EVP_MAC_init(context_.get(), nullptr, 0, nullptr) != 1 ||
        EVP_MAC_update(context_.get(), reinterpret_cast<const unsigned char*>(data.data()), data.size()) !=
            1 ||
        EVP_MAC_final(
            context_.get(), reinterpret_cast<unsigned char*>(result.data()), &length, result.size()) != 1 ||
        length != result.size())
        throw std::runtime_error("OpenSSL can't compute an HMAC");
    return result;
}

bool hmac_sha256::verify(std::string_view data, std::string_view expected) const
{
    const std::string right = code(data);
    return right.size() == expected.size() && CRYPTO_memcmp(right.data(), expected.data(), right.size()) == 0;
}

} // namespace acs::emulation
