#ifndef ACS_TESTS_TEST_CERTIFICATE_HPP
#define ACS_TESTS_TEST_CERTIFICATE_HPP

#include <memory>
#include <openssl/types.h>
#include <string>
#include <string_view>

namespace acs::test {

// A key with a certificate of its own, made for one test run.
class test_certificate
{
public:
    // `RSA`, or the name of a curve as OpenSSL has it: `P-256`.
    explicit test_certificate(const std::string& kind = "RSA");

    // Made once: an RSA key takes a while.
    static const test_certificate& rsa();

    const std::string& certificate() const { return certificate_; } // PEM
    // PKCS #8 in PEM, encrypted if there is a passphrase.
    std::string key(const std::string& passphrase = {}) const;
    std::string pem() const { return key() + certificate_; }

    // In base64url and in upper-case hex, and the certificate's DER in base64.
    std::string thumbprint() const;
    std::string thumbprint_sha256() const;
    std::string thumbprint_hex() const;
    std::string der_base64() const;

    // Whether a JSON web token is signed with this key, by the algorithm that it names.
    bool verify(std::string_view jwt) const;

private:
    std::string digest(const EVP_MD* kind) const;

    std::shared_ptr<EVP_PKEY> key_;
    std::shared_ptr<X509> x509_;
    std::string certificate_;
};

// What base64url stands for; of a JSON web token, take a part.
std::string from_base64url(std::string text);
// The part of this number, decoded.
std::string jwt_part(std::string_view jwt, int number);

} // namespace acs::test

#endif
