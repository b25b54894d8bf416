#ifndef ACS_WIRE_SIGNING_CERTIFICATE_HPP
#define ACS_WIRE_SIGNING_CERTIFICATE_HPP

#include <acs/result.hpp>

#include <cstddef>
#include <memory>
#include <openssl/types.h>
#include <string>
#include <string_view>
#include <vector>

namespace acs::wire {

// A private key, and the certificate that says whose it is. OpenSSL wipes the key when it is freed.
class signing_certificate
{
public:
    // From PEM, in any order; certificates that don't belong to the key are the rest of the chain.
    // `passphrase`: of an encrypted key. Errors: credential_failed, which says what is wrong and shows
    // nothing of the text.
    static result<signing_certificate> parse(std::string_view pem, std::string_view passphrase);

    // As JSON web signatures name it: RS256, PS256, ES256, ES384 or ES512. `pss` matters to RSA keys alone.
    std::string_view algorithm(bool pss) const;
    // The signature, in the form of JSON web signatures. Errors: credential_failed.
    result<std::string> sign(std::string_view text, bool pss) const;

    // SHA-1 and SHA-256 of the certificate: 20 bytes and 32.
    const std::string& thumbprint() const { return sha1_; }
    const std::string& thumbprint_sha256() const { return sha256_; }
    // All certificates in DER, the key's first.
    const std::vector<std::string>& chain() const { return chain_; }

private:
    signing_certificate() = default;

    std::shared_ptr<EVP_PKEY> key_;
    std::size_t curve_bytes_ = 0; // of a number on the curve; 0: it is an RSA key
    std::string sha1_;
    std::string sha256_;
    std::vector<std::string> chain_;
};

} // namespace acs::wire

#endif
