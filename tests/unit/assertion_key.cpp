#include "unit/assertion_key.hpp"

#include "emulator/encoding/base64.hpp"

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <stdexcept>

namespace {

using acs::emulation::base64url_encode;

void require(bool success)
{
    if (!success)
        throw std::runtime_error("OpenSSL refused what a test wants");
}

const unsigned char* bytes(std::string_view text)
{
    return reinterpret_cast<const unsigned char*>(text.data());
}

} // namespace

assertion_key assertion_key::rsa(const char* not_after)
{
    return {EVP_RSA_gen(2048), not_after};
}

assertion_key assertion_key::ec(const char* not_after)
{
    return {EVP_EC_gen("P-256"), not_after};
}

assertion_key::assertion_key(EVP_PKEY* key, const char* not_after)
    : key_(key, EVP_PKEY_free), certificate_(X509_new(), X509_free)
{
    X509* const made = certificate_.get();
    require(key_ && made != nullptr && X509_set_version(made, X509_VERSION_3) == 1);
    require(ASN1_INTEGER_set(X509_get_serialNumber(made), 1) == 1);
    require(ASN1_TIME_set_string_X509(X509_getm_notBefore(made), "20000101000000Z") == 1);
    require(ASN1_TIME_set_string_X509(X509_getm_notAfter(made), not_after) == 1);
    X509_NAME* const name = X509_get_subject_name(made);
    require(X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, bytes("an app"), -1, -1, 0) == 1);
    require(X509_set_issuer_name(made, name) == 1 && X509_set_pubkey(made, key) == 1);
    require(X509_sign(made, key, EVP_sha256()) > 0);
}

std::string assertion_key::certificate_pem() const
{
    const std::unique_ptr<BIO, decltype(&BIO_free)> memory(BIO_new(BIO_s_mem()), &BIO_free);
    require(PEM_write_bio_X509(memory.get(), certificate_.get()) == 1);
    char* data = nullptr;
    const long size = BIO_get_mem_data(memory.get(), &data);
    return {data, static_cast<std::size_t>(size)};
}

std::string assertion_key::digest(bool with_sha256) const
{
    unsigned char result[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    require(X509_digest(certificate_.get(), with_sha256 ? EVP_sha256() : EVP_sha1(), result, &size) == 1);
    return {reinterpret_cast<const char*>(result), size};
}

std::string assertion_key::thumbprint_hex() const
{
    std::string text;
    for (const char byte : digest(false)) {
        text += "0123456789ABCDEF"[static_cast<unsigned char>(byte) >> 4];
        text += "0123456789ABCDEF"[static_cast<unsigned char>(byte) & 15];
    }
    return text;
}

std::string assertion_key::thumbprint(bool with_sha256) const
{
    return base64url_encode(digest(with_sha256));
}

std::string assertion_key::sign(
    std::string_view algorithm, boost::json::object header, const boost::json::object& claims,
    std::string_view padding) const
{
    header["alg"] = algorithm;
    header["typ"] = "JWT";
    const auto part = [&](std::string_view bytes) {
        return base64url_encode(bytes).append(padding);
    };
    const std::string text =
        part(boost::json::serialize(header)) + '.' + part(boost::json::serialize(claims));
    return text + '.' + part(signature(algorithm, text));
}

std::string assertion_key::signature(std::string_view algorithm, std::string_view text) const
{
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    EVP_PKEY_CTX* of_key = nullptr;
    require(EVP_DigestSignInit(context.get(), &of_key, EVP_sha256(), nullptr, key_.get()) == 1);
    if (algorithm == "PS256") {
        require(EVP_PKEY_CTX_set_rsa_padding(of_key, RSA_PKCS1_PSS_PADDING) == 1);
        require(EVP_PKEY_CTX_set_rsa_pss_saltlen(of_key, RSA_PSS_SALTLEN_DIGEST) == 1);
    }
    unsigned char made[512];
    std::size_t size = sizeof made;
    require(EVP_DigestSign(context.get(), made, &size, bytes(text), text.size()) == 1);
    if (EVP_PKEY_get_base_id(key_.get()) != EVP_PKEY_EC)
        return {reinterpret_cast<const char*>(made), size};
    const unsigned char* in = made;
    const std::unique_ptr<ECDSA_SIG, decltype(&ECDSA_SIG_free)> numbers(
        d2i_ECDSA_SIG(nullptr, &in, static_cast<long>(size)), &ECDSA_SIG_free);
    std::string both(64, '\0');
    auto* out = reinterpret_cast<unsigned char*>(both.data());
    require(BN_bn2binpad(ECDSA_SIG_get0_r(numbers.get()), out, 32) == 32);
    require(BN_bn2binpad(ECDSA_SIG_get0_s(numbers.get()), out + 32, 32) == 32);
    return both;
}
