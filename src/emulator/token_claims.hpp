#ifndef ACS_EMULATOR_TOKEN_CLAIMS_HPP
#define ACS_EMULATOR_TOKEN_CLAIMS_HPP

#include "emulator/guid.hpp"
#include "emulator/scope_names.hpp"

#include <acs/time_source.hpp>

#include <cstdint>

namespace acs::emulation {

/// What an issued access token says.
struct token_claims
{
    guid user; ///< the identity's second half, or a Teams user's object id
    bool teams_user = false;
    scope_bits scopes = 0;
    wall_time issued;
    wall_time expires;
    std::uint64_t number =
        0; ///< grows with every token: tells tokens of one instant apart, and old from revoked
};

} // namespace acs::emulation

#endif
