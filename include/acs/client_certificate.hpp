#ifndef ACS_CLIENT_CERTIFICATE_HPP
#define ACS_CLIENT_CERTIFICATE_HPP

#include <acs/secret.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace acs {

/**
 * \brief An application's certificate with its private key, in PEM, and how assertions are signed with it.
 * \details The key is RSA with 2048 bits or more (signed with RS256, or PS256), or EC on P-256, P-384 or
 * P-521 (ES256, ES384, ES512), in any form that OpenSSL reads: PKCS #8, also encrypted, PKCS #1, SEC 1.
 * Certificates and key may be in any order; the certificate that belongs to the key is the application's.
 * Every setter returns the object. PKCS #12 files (`.pfx`) have to be converted first:
 * `openssl pkcs12 -in app.pfx -out app.pem -noenc`.
 */
class client_certificate
{
public:
    /// The file at this path. It is read anew each time that a token is asked for, so a replaced file counts
    /// at once; the key isn't kept in memory in between. It must be an ordinary file of at most 1 MiB: it is
    /// read without leaving the executor's thread. Relative paths count from the process's working folder.
    static client_certificate from_file(std::string path)
    {
        client_certificate made;
        made.path_ = std::move(path);
        return made;
    }
    /// This text.
    static client_certificate from_pem(secret text)
    {
        client_certificate made;
        made.pem_ = std::move(text);
        return made;
    }

    const std::string& path() const { return path_; }
    const secret& pem() const { return pem_; }

    /// What the private key is encrypted with. Default: nothing.
    client_certificate& passphrase(std::string_view value)
    {
        passphrase_ = secret(value);
        return *this;
    }
    const secret& passphrase() const { return passphrase_; }

    /// Whether all certificates are shown (`x5c`), as authentication by subject name and issuer requires.
    /// Default: no.
    client_certificate& send_certificate_chain(bool value)
    {
        send_certificate_chain_ = value;
        return *this;
    }
    bool send_certificate_chain() const { return send_certificate_chain_; }

    /// Whether an RSA key signs with PS256 instead of RS256. Default: no.
    client_certificate& use_pss(bool value)
    {
        use_pss_ = value;
        return *this;
    }
    bool use_pss() const { return use_pss_; }

private:
    client_certificate() = default;

    std::string path_;
    secret pem_;
    secret passphrase_;
    bool send_certificate_chain_ = false;
    bool use_pss_ = false;
};

} // namespace acs

#endif
