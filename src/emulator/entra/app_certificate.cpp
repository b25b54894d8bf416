#include "emulator/entra/app_certificate.hpp"

#include "emulator/signature/digest.hpp"
#include "emulator/signature/free_openssl.hpp"
#include "emulator/signature/no_password.hpp"
#include "emulator/signature/unsigned_bytes.hpp"

#include <algorithm>
#include <chrono>
#include <ctime>
#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/obj_mac.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <stdexcept>

namespace acs::emulation {

namespace {

std::string der_of(X509* certificate)
{
    const int size = i2d_X509(certificate, nullptr);
    std::string der(size > 0 ? static_cast<std::size_t>(size) : 0, '\0');
    auto* out = reinterpret_cast<unsigned char*>(der.data());
    if (size <= 0 || i2d_X509(certificate, &out) != size)
        throw std::invalid_argument("the certificate can't be encoded");
    return der;
}

// Clamped to what wall_time can say.
wall_time end_of(X509* certificate)
{
    std::tm parts{};
    if (ASN1_TIME_to_tm(X509_get0_notAfter(certificate), &parts) != 1)
        throw std::invalid_argument("the certificate's end can't be read");
    constexpr std::time_t latest = 9'000'000'000;
    return wall_time(std::chrono::seconds(std::min(::timegm(&parts), latest)));
}

bool is_p256(EVP_PKEY* key)
{
    char name[32] = {};
    std::size_t length = 0;
    return EVP_PKEY_get_group_name(key, name, sizeof name, &length) == 1 &&
           std::string_view(name, length) == SN_X9_62_prime256v1;
}

// JSON web tokens have the two numbers one after the other, OpenSSL wants them in DER.
std::string ecdsa_der(std::string_view signature)
{
    if (signature.size() != 64)
        return {};
    const std::unique_ptr<ECDSA_SIG, free_openssl> numbers(ECDSA_SIG_new());
    BIGNUM* const r = BN_bin2bn(unsigned_bytes(signature), 32, nullptr);
    BIGNUM* const s = BN_bin2bn(unsigned_bytes(signature.substr(32)), 32, nullptr);
    if (!numbers || ECDSA_SIG_set0(numbers.get(), r, s) != 1) {
        BN_free(r);
        BN_free(s);
        return {};
    }
    std::string der(static_cast<std::size_t>(std::max(i2d_ECDSA_SIG(numbers.get(), nullptr), 0)), '\0');
    auto* out = reinterpret_cast<unsigned char*>(der.data());
    if (der.empty() || i2d_ECDSA_SIG(numbers.get(), &out) <= 0)
        return {};
    return der;
}

bool verify_with(EVP_PKEY* key, bool pss, std::string_view text, std::string_view signature)
{
    const std::unique_ptr<EVP_MD_CTX, free_openssl> context(EVP_MD_CTX_new());
    EVP_PKEY_CTX* of_key = nullptr;
    const bool ready = EVP_DigestVerifyInit(context.get(), &of_key, EVP_sha256(), nullptr, key) == 1 &&
                       (!pss || (EVP_PKEY_CTX_set_rsa_padding(of_key, RSA_PKCS1_PSS_PADDING) == 1 &&
                                 EVP_PKEY_CTX_set_rsa_pss_saltlen(of_key, RSA_PSS_SALTLEN_DIGEST) == 1));
    const bool right = ready && EVP_DigestVerify(
                                    context.get(), unsigned_bytes(signature), signature.size(),
                                    unsigned_bytes(text), text.size()) == 1;
    ERR_clear_error();
    return right;
}

} // namespace

void app_certificate::free_certificate::operator()(X509* p) const
{
    X509_free(p);
}

app_certificate::app_certificate(std::string_view pem)
{
    const std::unique_ptr<BIO, free_openssl> memory(
        BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    certificate_.reset(PEM_read_bio_X509(memory.get(), nullptr, no_password, nullptr), free_certificate());
    ERR_clear_error();
    if (!certificate_)
        throw std::invalid_argument("not a certificate in PEM");
    EVP_PKEY* const key = X509_get0_pubkey(certificate_.get());
    const int type = key == nullptr ? EVP_PKEY_NONE : EVP_PKEY_get_base_id(key);
    const bool usable =
        (type == EVP_PKEY_RSA && EVP_PKEY_get_bits(key) >= 2048) || (type == EVP_PKEY_EC && is_p256(key));
    ERR_clear_error();
    if (!usable)
        throw std::invalid_argument("its key is neither RSA with 2048 bits or more nor one on P-256");
    const std::string der = der_of(certificate_.get());
    sha1_ = sha1(der);
    sha256_ = sha256(der);
    expires_ = end_of(certificate_.get());
}

std::string_view app_certificate::key_type() const
{
    return EVP_PKEY_get_base_id(X509_get0_pubkey(certificate_.get())) == EVP_PKEY_RSA ? "RSA" : "EC";
}

bool app_certificate::verify(
    std::string_view algorithm, std::string_view text, std::string_view signature) const
{
    EVP_PKEY* const key = X509_get0_pubkey(certificate_.get());
    if (key_type() == "EC")
        return algorithm == "ES256" && verify_with(key, false, text, ecdsa_der(signature));
    return (algorithm == "RS256" || algorithm == "PS256") &&
           verify_with(key, algorithm == "PS256", text, signature);
}

} // namespace acs::emulation
