#ifndef ACS_EMULATOR_ENTRA_ENTRA_OUTCOME_HPP
#define ACS_EMULATOR_ENTRA_ENTRA_OUTCOME_HPP

#include "emulator/protocol/exchange.hpp"

#include <string>

namespace acs::emulation {

/// What Entra's side makes of a request.
struct entra_outcome
{
    response answer;
    std::string reason; ///< why it was refused, for the journal; never a secret
};

} // namespace acs::emulation

#endif
