#include "test_certificate.hpp"

#include <algorithm>
#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <stdexcept>
#include <vector>

namespace acs::test {

namespace {

void require(bool done)
{
    if (!done)
        throw std::runtime_error("OpenSSL");
}

std::string text_of(BIO* from)
{
    char* data = nullptr;
    const long size = BIO_get_mem_data(from, &data);
    const std::string text(data, static_cast<std::size_t>(size));
    BIO_free(from);
    return text;
}

const unsigned char* bytes(std::string_view text)
{
    return reinterpret_cast<const unsigned char*>(text.data());
}

std::string base64(std::string_view text)
{
    std::string made(4 * ((text.size() + 2) / 3) + 1, '\0');
    const int size = EVP_EncodeBlock(
        reinterpret_cast<unsigned char*>(made.data()), bytes(text), static_cast<int>(text.size()));
    made.resize(static_cast<std::size_t>(size));
    return made;
}

std::string base64url(std::string_view text)
{
    std::string made = base64(text);
    std::replace(made.begin(), made.end(), '+', '-');
    std::replace(made.begin(), made.end(), '/', '_');
    made.resize(std::min(made.size(), made.find('=')));
    return made;
}

std::string der_of(std::string_view numbers)
{
    const auto half = static_cast<int>(numbers.size() / 2);
    ECDSA_SIG* const signature = ECDSA_SIG_new();
    ECDSA_SIG_set0(
        signature, BN_bin2bn(bytes(numbers), half, nullptr), BN_bin2bn(bytes(numbers) + half, half, nullptr));
    unsigned char* der = nullptr;
    const int size = i2d_ECDSA_SIG(signature, &der);
    std::string made(reinterpret_cast<char*>(der), static_cast<std::size_t>(size));
    OPENSSL_free(der);
    ECDSA_SIG_free(signature);
    return made;
}

} // namespace

test_certificate::test_certificate(const std::string& kind)
    : key_(kind == "RSA" ? EVP_RSA_gen(2048) : EVP_EC_gen(kind.c_str()), EVP_PKEY_free),
      x509_(X509_new(), X509_free)
{
    require(key_ && x509_);
    X509_set_version(x509_.get(), X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(x509_.get()), 7);
    X509_gmtime_adj(X509_getm_notBefore(x509_.get()), 0);
    X509_gmtime_adj(X509_getm_notAfter(x509_.get()), 86'400);
    X509_NAME* const name = X509_get_subject_name(x509_.get());
    require(X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, bytes("app"), -1, -1, 0) == 1);
    X509_set_issuer_name(x509_.get(), name);
    X509_set_pubkey(x509_.get(), key_.get());
    require(X509_sign(x509_.get(), key_.get(), EVP_sha256()) > 0);
    BIO* const to = BIO_new(BIO_s_mem());
    require(PEM_write_bio_X509(to, x509_.get()) == 1);
    certificate_ = text_of(to);
}

const test_certificate& test_certificate::rsa()
{
    static const test_certificate made;
    return made;
}

std::string test_certificate::key(const std::string& passphrase) const
{
    BIO* const to = BIO_new(BIO_s_mem());
    const EVP_CIPHER* const cipher = passphrase.empty() ? nullptr : EVP_aes_128_cbc();
    require(
        PEM_write_bio_PKCS8PrivateKey(
            to, key_.get(), cipher, passphrase.empty() ? nullptr : passphrase.data(),
            static_cast<int>(passphrase.size()), nullptr, nullptr) == 1);
    return text_of(to);
}

std::string test_certificate::digest(const EVP_MD* kind) const
{
    std::string made(EVP_MAX_MD_SIZE, '\0');
    unsigned size = 0;
    require(X509_digest(x509_.get(), kind, reinterpret_cast<unsigned char*>(made.data()), &size) == 1);
    made.resize(size);
    return made;
}

std::string test_certificate::thumbprint() const
{
    return base64url(digest(EVP_sha1()));
}

std::string test_certificate::thumbprint_sha256() const
{
    return base64url(digest(EVP_sha256()));
}

std::string test_certificate::thumbprint_hex() const
{
    const std::string sha1 = digest(EVP_sha1());
    std::string made(2 * sha1.size() + 1, '\0');
    require(OPENSSL_buf2hexstr_ex(made.data(), made.size(), nullptr, bytes(sha1), sha1.size(), '\0') == 1);
    made.pop_back();
    return made;
}

std::string test_certificate::der_base64() const
{
    unsigned char* der = nullptr;
    const int size = i2d_X509(x509_.get(), &der);
    const std::string made = base64({reinterpret_cast<char*>(der), static_cast<std::size_t>(size)});
    OPENSSL_free(der);
    return made;
}

bool test_certificate::verify(std::string_view jwt) const
{
    const std::string header = jwt_part(jwt, 0);
    const auto names = [&](const char* name) {
        return header.find(name) != std::string::npos;
    };
    const EVP_MD* const kind = names("S512\"") ? EVP_sha512() : names("S384\"") ? EVP_sha384() : EVP_sha256();
    std::string signature = jwt_part(jwt, 2);
    if (names("\"ES"))
        signature = der_of(signature);
    const std::string_view text = jwt.substr(0, jwt.rfind('.'));
    EVP_MD_CTX* const context = EVP_MD_CTX_new();
    EVP_PKEY_CTX* of_key = nullptr;
    bool right = EVP_DigestVerifyInit(context, &of_key, kind, nullptr, key_.get()) == 1;
    if (right && names("\"PS"))
        right = EVP_PKEY_CTX_set_rsa_padding(of_key, RSA_PKCS1_PSS_PADDING) == 1 &&
                EVP_PKEY_CTX_set_rsa_pss_saltlen(of_key, RSA_PSS_SALTLEN_DIGEST) == 1;
    right =
        right && EVP_DigestVerify(context, bytes(signature), signature.size(), bytes(text), text.size()) == 1;
    EVP_MD_CTX_free(context);
    return right;
}

std::string from_base64url(std::string text)
{
    std::replace(text.begin(), text.end(), '-', '+');
    std::replace(text.begin(), text.end(), '_', '/');
    const std::size_t missing = (4 - text.size() % 4) % 4;
    text.append(missing, '=');
    std::string made(text.size() / 4 * 3 + 1, '\0');
    const int size = EVP_DecodeBlock(
        reinterpret_cast<unsigned char*>(made.data()), bytes(text), static_cast<int>(text.size()));
    require(size >= 0);
    made.resize(static_cast<std::size_t>(size) - missing);
    return made;
}

std::string jwt_part(std::string_view jwt, int number)
{
    for (; number > 0; --number)
        jwt.remove_prefix(jwt.find('.') + 1);
    return from_base64url(std::string(jwt.substr(0, jwt.find('.'))));
}

} // namespace acs::test
