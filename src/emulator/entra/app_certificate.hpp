#ifndef ACS_EMULATOR_ENTRA_APP_CERTIFICATE_HPP
#define ACS_EMULATOR_ENTRA_APP_CERTIFICATE_HPP

#include <acs/time_source.hpp>

#include <memory>
#include <openssl/types.h>
#include <string>
#include <string_view>

namespace acs::emulation {

/// A certificate that was registered for an app: who can sign with its key is the app.
class app_certificate
{
public:
    /// \throws std::invalid_argument if it isn't a certificate in PEM with an RSA key of at least 2048 bits,
    /// or one on P-256.
    explicit app_certificate(std::string_view pem);

    /// The 20 bytes of SHA-1 over the certificate.
    const std::string& thumbprint() const { return sha1_; }
    /// The 32 bytes of SHA-256.
    const std::string& thumbprint_sha256() const { return sha256_; }
    /// `RSA` or `EC`
    std::string_view key_type() const;
    wall_time expires() const { return expires_; }

    /// Whether a signature of a JSON web token is right. \param algorithm RS256, PS256 or ES256.
    bool verify(std::string_view algorithm, std::string_view text, std::string_view signature) const;

private:
    struct free_certificate
    {
        void operator()(X509* p) const;
    };
    std::shared_ptr<X509> certificate_;
    std::string sha1_;
    std::string sha256_;
    wall_time expires_;
};

} // namespace acs::emulation

#endif
