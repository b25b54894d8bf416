#ifndef ACS_EMULATOR_TOKEN_CLAIMS_HPP
#define ACS_EMULATOR_TOKEN_CLAIMS_HPP

#include "emulator/encoding/guid.hpp"
#include "emulator/protocol/scope_names.hpp"

#include <acs/time_source.hpp>

#include <cstdint>

namespace acs::emulation {

/// Whom an access token is for.
enum class token_holder
{
    communication_user,
    teams_user,           ///< `8:orgid:<user>`
    teams_extension_user, ///< `8:acs:<resource>_<tenant>_<user>`
    entra_user,           ///< `8:acs:<resource>_wf_<tenant>_<user>`
};

/// What an issued access token says.
struct token_claims
{
    token_holder holder = token_holder::communication_user;
    guid user;   ///< the identity's second half, or the object id of a user of Entra ID
    guid tenant; ///< of a user of Entra ID
    scope_bits scopes = 0;
    wall_time issued;
    wall_time expires;
    std::uint64_t number =
        0; ///< grows with every token: tells tokens of one instant apart, and old from revoked
};

} // namespace acs::emulation

#endif
