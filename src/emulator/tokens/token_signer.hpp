#ifndef ACS_EMULATOR_TOKEN_SIGNER_HPP
#define ACS_EMULATOR_TOKEN_SIGNER_HPP

#include <cstddef>
#include <string>
#include <string_view>

namespace acs::emulation {

/// Signs and checks JSON web tokens with one key.
class token_signer
{
public:
    token_signer() = default;
    token_signer(const token_signer&) = delete;
    token_signer& operator=(const token_signer&) = delete;
    virtual ~token_signer() = default;

    /// The token's first part, encoded: `{"alg":...,"kid":...,"x5t":...,"typ":"JWT"}`.
    virtual std::string_view header() const = 0;
    /// The signature's bytes.
    virtual std::string sign(std::string_view text) const = 0;
    /// How many they are.
    virtual std::size_t signature_size() const = 0;
    virtual bool verify(std::string_view text, std::string_view signature) const = 0;

protected:
    /// \param thumbprint 20 bytes that name the key.
    static std::string make_header(std::string_view algorithm, std::string_view thumbprint);
};

/// `header.payload.signature`
std::string make_token(const token_signer& signer, std::string_view payload_json);

} // namespace acs::emulation

#endif
