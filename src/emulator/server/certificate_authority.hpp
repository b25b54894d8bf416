#ifndef ACS_EMULATOR_CERTIFICATE_AUTHORITY_HPP
#define ACS_EMULATOR_CERTIFICATE_AUTHORITY_HPP

#include <acs/secret.hpp>

#include <memory>
#include <openssl/types.h>
#include <string>
#include <vector>

namespace acs::emulation {

struct x509_deleter
{
    void operator()(X509* certificate) const;
    void operator()(EVP_PKEY* key) const;
};
using certificate_ptr = std::unique_ptr<X509, x509_deleter>;
using key_ptr = std::unique_ptr<EVP_PKEY, x509_deleter>;

/// A certificate and the key it was made for.
struct server_certificate
{
    certificate_ptr certificate;
    key_ptr key;
};

/// A private key on P-256, whose signatures cost a fraction of RSA's.
key_ptr make_key();
/// \throws std::runtime_error if the text isn't a private key in PEM.
key_ptr read_key(const secret& pem);
/// The key as PEM (PKCS #8, not encrypted).
secret to_pem(EVP_PKEY& key);

/// The authority that signs the emulator's certificates. All are valid from 2000 to 2100, since the tests'
/// clocks stand anywhere between.
class certificate_authority
{
public:
    /// A new authority.
    certificate_authority();
    /// \throws std::runtime_error if it isn't the certificate of an authority, or not with this key.
    certificate_authority(const std::string& certificate_pem, const secret& key_pem);

    std::string certificate_pem() const;
    secret key_pem() const;

    /// A certificate for a TLS server with these host names and addresses.
    /// \throws std::invalid_argument if there is none or one is neither a host name nor an address.
    server_certificate issue(const std::vector<std::string>& hosts, key_ptr key) const;

private:
    server_certificate self_;
};

} // namespace acs::emulation

#endif
