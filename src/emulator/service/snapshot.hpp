#ifndef ACS_EMULATOR_SNAPSHOT_HPP
#define ACS_EMULATOR_SNAPSHOT_HPP

#include "emulator/service/resource_state.hpp"

#include <string>

namespace acs::emulation {

/// Identities, revocations, the resource id and the token key as JSON. Not the clock, faults, counts or
/// journal.
std::string save_snapshot(const resource_state& state);

/// Takes over what \ref save_snapshot wrote. \throws std::runtime_error, and nothing has changed.
void load_snapshot(resource_state& state, const std::string& text);

} // namespace acs::emulation

#endif
