#include "emulator/tokens/rs256_signer.hpp"

#include "emulator/signature/digest.hpp"
#include "emulator/signature/free_openssl.hpp"
#include "emulator/signature/no_password.hpp"
#include "emulator/signature/unsigned_bytes.hpp"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <stdexcept>

namespace acs::emulation {

namespace {

using bio_pointer = std::unique_ptr<BIO, free_openssl>;
using context_pointer = std::unique_ptr<EVP_MD_CTX, free_openssl>;

std::string public_key_thumbprint(EVP_PKEY* key)
{
    const int length = i2d_PUBKEY(key, nullptr);
    std::string der(length > 0 ? static_cast<std::size_t>(length) : 0, '\0');
    auto* out = reinterpret_cast<unsigned char*>(der.data());
    if (length <= 0 || i2d_PUBKEY(key, &out) != length)
        throw std::runtime_error("OpenSSL can't encode a public key");
    return sha1(der);
}

} // namespace

rs256_signer::rs256_signer() : rs256_signer(key_pointer(EVP_RSA_gen(2048))) {}

rs256_signer::rs256_signer(std::string_view pem) : rs256_signer(read(pem)) {}

rs256_signer::rs256_signer(key_pointer key) : key_(std::move(key))
{
    if (!key_)
        throw std::runtime_error("OpenSSL can't make an RSA key");
    header_ = make_header("RS256", public_key_thumbprint(key_.get()));
}

rs256_signer::key_pointer rs256_signer::read(std::string_view pem)
{
    const bio_pointer memory(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    key_pointer key(PEM_read_bio_PrivateKey(memory.get(), nullptr, no_password, nullptr));
    if (!key || EVP_PKEY_get_base_id(key.get()) != EVP_PKEY_RSA) {
        ERR_clear_error();
        throw std::invalid_argument("the token key is not an RSA private key in PEM form");
    }
    return key;
}

std::string rs256_signer::sign(std::string_view text) const
{
    const context_pointer context(EVP_MD_CTX_new());
    std::string signature(static_cast<std::size_t>(EVP_PKEY_get_size(key_.get())), '\0');
    std::size_t length = signature.size();
    if (EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key_.get()) != 1 ||
        EVP_DigestSign(
            context.get(), reinterpret_cast<unsigned char*>(signature.data()), &length, unsigned_bytes(text),
            text.size()) != 1)
        throw std::runtime_error("OpenSSL can't sign a token");
    signature.resize(length);
    return signature;
}

std::size_t rs256_signer::signature_size() const
{
    return static_cast<std::size_t>(EVP_PKEY_get_size(key_.get()));
}

bool rs256_signer::verify(std::string_view text, std::string_view signature) const
{
    const context_pointer context(EVP_MD_CTX_new());
    const bool right = EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key_.get()) == 1 &&
                       EVP_DigestVerify(
                           context.get(), unsigned_bytes(signature), signature.size(), unsigned_bytes(text),
                           text.size()) == 1;
    ERR_clear_error();
    return right;
}

std::string rs256_signer::pem() const
{
    const bio_pointer memory(BIO_new(BIO_s_mem()));
    if (PEM_write_bio_PrivateKey(memory.get(), key_.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1)
        throw std::runtime_error("OpenSSL can't write the token key");
    char* data = nullptr;
    const long length = BIO_get_mem_data(memory.get(), &data);
    return {data, static_cast<std::size_t>(length)};
}

} // namespace acs::emulation
