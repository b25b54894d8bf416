#ifndef ACS_TESTS_ASSERTION_KEY_HPP
#define ACS_TESTS_ASSERTION_KEY_HPP

#include <boost/json.hpp>
#include <memory>
#include <openssl/types.h>
#include <string>
#include <string_view>

/// An app's private key with a certificate of its own making. Signs with OpenSSL directly, so that the
/// emulator is not tested against its twin.
class assertion_key
{
public:
    /// RSA with 2048 bits, or P-256. \param not_after `YYYYMMDDhhmmssZ`
    static assertion_key rsa(const char* not_after = "21000101000000Z");
    static assertion_key ec(const char* not_after = "21000101000000Z");

    std::string certificate_pem() const;
    /// SHA-1 or SHA-256 over the certificate, as hex (upper case) or base64url.
    std::string thumbprint_hex() const;
    std::string thumbprint(bool with_sha256 = false) const;

    /// A JSON web token. \param algorithm RS256, PS256 or ES256; also put into the header.
    /// \param padding what stands behind each of the three parts, though nothing should
    std::string sign(
        std::string_view algorithm, boost::json::object header, const boost::json::object& claims,
        std::string_view padding = {}) const;

private:
    assertion_key(EVP_PKEY* key, const char* not_after);

    std::string digest(bool with_sha256) const;
    std::string signature(std::string_view algorithm, std::string_view text) const;

    std::shared_ptr<EVP_PKEY> key_;
    std::shared_ptr<X509> certificate_;
};

#endif
