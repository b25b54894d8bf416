#ifndef ACS_EMULATOR_RS256_SIGNER_HPP
#define ACS_EMULATOR_RS256_SIGNER_HPP

#include "emulator/tokens/token_signer.hpp"

#include <memory>
#include <openssl/evp.h>

namespace acs::emulation {

/// RSA with SHA-256, as the service signs.
class rs256_signer final : public token_signer
{
public:
    /// Makes a key of 2048 bits. Takes a good part of a second.
    rs256_signer();
    /// \throws std::invalid_argument if it isn't an RSA private key in PEM form.
    explicit rs256_signer(std::string_view pem);

    std::string_view header() const override { return header_; }
    std::string sign(std::string_view text) const override;
    std::size_t signature_size() const override;
    bool verify(std::string_view text, std::string_view signature) const override;

    /// The private key.
    std::string pem() const;

private:
    struct free_key
    {
        void operator()(EVP_PKEY* p) const { EVP_PKEY_free(p); }
    };
    using key_pointer = std::unique_ptr<EVP_PKEY, free_key>;

    explicit rs256_signer(key_pointer key);
    static key_pointer read(std::string_view pem);

    key_pointer key_;
    std::string header_;
};

} // namespace acs::emulation

#endif
