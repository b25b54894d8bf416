#ifndef ACS_EMULATOR_ACCESS_USER_TOKEN_HPP
#define ACS_EMULATOR_ACCESS_USER_TOKEN_HPP

#include "emulator/entra/entra_tokens.hpp"

#include <string_view>

namespace acs::emulation {

/// What a token of a user of Entra ID was asked for.
enum class user_token_kind
{
    teams, ///< audience `https://auth.msft.communication.azure.com`, or the same of the US government's cloud
    communication_clients, ///< audience `https://communication.azure.com/clients`
};

/**
 * \brief The claims of a user's token that the service would exchange.
 * \param subject how the reason of a refusal begins, such as "the bearer token"
 * \throws service_error 401 `InvalidAccessToken`
 */
entra_tokens::entra_claims user_token_claims(
    const entra_tokens& entra, std::string_view token, user_token_kind kind, std::string_view subject,
    wall_time now);

} // namespace acs::emulation

#endif
