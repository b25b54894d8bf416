#ifndef ACS_EMULATOR_HS256_SIGNER_HPP
#define ACS_EMULATOR_HS256_SIGNER_HPP

#include "emulator/signature/hmac_sha256.hpp"
#include "emulator/tokens/token_signer.hpp"

namespace acs::emulation {

/// HMAC-SHA256: cheap, for load.
class hs256_signer final : public token_signer
{
public:
    explicit hs256_signer(std::string_view key);

    std::string_view header() const override { return header_; }
    std::string sign(std::string_view text) const override { return key_.code(text); }
    std::size_t signature_size() const override { return 32; }
    bool verify(std::string_view text, std::string_view signature) const override
    {
        return key_.verify(text, signature);
    }

private:
    hmac_sha256 key_;
    std::string header_;
};

} // namespace acs::emulation

#endif
