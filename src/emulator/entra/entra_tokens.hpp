#ifndef ACS_EMULATOR_ENTRA_TOKENS_HPP
#define ACS_EMULATOR_ENTRA_TOKENS_HPP

#include "emulator/encoding/guid.hpp"
#include "emulator/protocol/exchange.hpp"
#include "emulator/tokens/hs256_signer.hpp"

#include <acs/time_source.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace acs::emulation {

/// Stands in for Entra ID: makes and checks the two kinds of Entra tokens that the service accepts.
class entra_tokens
{
public:
    /// What a token of ours says.
    struct entra_claims
    {
        std::string audience;
        std::string app_id;
        std::string user_id; ///< empty in a service token
        std::string tenant_id;
        wall_time not_before;
        wall_time expires;
        std::string scopes;           ///< of a user's token, separated by blanks
        std::string object_id;        ///< of a service token: the app's or managed identity's; may be empty
        std::string requested_claims; ///< JSON of the `claims` it was asked for with; may be empty
    };

    explicit entra_tokens(std::string_view key);

    std::string mint(const entra_claims& claims, wall_time now);

    /// The claims if the token was made here; nothing is said about its expiry.
    std::optional<entra_claims> read(std::string_view token) const;

    /// Why a token doesn't give access to the service as `Authorization: Bearer`; empty if it does.
    std::string why_no_service_access(std::string_view token, wall_time now) const;

    /// The claims of the bearer token in an Authorization header, if there is one and it was made here.
    std::optional<entra_claims> bearer(const header_fields& headers) const;

    /// The audience of a Teams user's token.
    static constexpr std::string_view user_audience = "https://auth.msft.communication.azure.com";
    /// The audience of an Entra user's token that isn't one of Teams.
    static constexpr std::string_view clients_audience = "https://communication.azure.com/clients";
    /// The audience of a service token.
    static constexpr std::string_view service_audience = "https://communication.azure.com/";

private:
    hs256_signer signer_;
    std::uint64_t minted_ = 0;
};

} // namespace acs::emulation

#endif
