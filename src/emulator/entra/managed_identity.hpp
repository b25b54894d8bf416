#ifndef ACS_EMULATOR_ENTRA_MANAGED_IDENTITY_HPP
#define ACS_EMULATOR_ENTRA_MANAGED_IDENTITY_HPP

#include "emulator/encoding/guid.hpp"

#include <string>

namespace acs::emulation {

/// An identity of the machine that the metadata endpoints belong to.
struct managed_identity
{
    guid client;
    guid object;
    std::string resource; ///< Azure's path of it; may be empty
    bool system_assigned = false;
};

} // namespace acs::emulation

#endif
