#ifndef ACS_EMULATOR_TOKEN_MINT_HPP
#define ACS_EMULATOR_TOKEN_MINT_HPP

#include "emulator/tokens/rs256_signer.hpp"
#include "emulator/tokens/token_claims.hpp"

#include <acs/emulator.hpp>

#include <boost/json.hpp>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace acs::emulation {

/// Makes access tokens in the shape that the service's tokens were seen in, and reads its own again.
class token_mint
{
public:
    /// \param hs256_key what HS256 signs with. \param pem what RS256 signs with; empty: made when first
    /// needed. \param token_bytes how long a token is at least.
    token_mint(
        token_signing signing, std::string_view hs256_key, std::string pem, std::size_t token_bytes = 0);

    /// The same claims always give the same text.
    std::string mint(const token_claims& claims, const guid& resource);

    /// The payload, if the signature is ours.
    std::optional<boost::json::object> read(std::string_view token);

    /// The number of the next token: greater than every one before, in an earlier process too if the clock
    /// went on.
    std::uint64_t next_number(wall_time now);
    std::uint64_t last_number() const { return last_number_; }
    /// Numbers up to this one are taken.
    void skip_numbers(std::uint64_t up_to);

    /// The RSA key; empty as long as there is none.
    std::string pem() const;
    /// \throws std::invalid_argument
    void use_pem(const std::string& pem);

private:
    const token_signer& signer();
    std::string padding(std::size_t payload_bytes);

    token_signing signing_;
    std::size_t token_bytes_;
    std::unique_ptr<token_signer> hs256_;
    std::unique_ptr<rs256_signer> rs256_;
    std::uint64_t last_number_ = 0;
};

/// The id of whom a token is for, without the `8:` in front; this is the claim `skypeid` too.
std::string holder_name(const token_claims& claims, const guid& resource);

/// The token as the service hands it out: `{"token":...,"expiresOn":...}`.
std::string access_token_json(token_mint& mint, const token_claims& claims, const guid& resource);

/// The number in a payload's `jti`.
std::optional<std::uint64_t> token_number(const boost::json::object& claims);

} // namespace acs::emulation

#endif
