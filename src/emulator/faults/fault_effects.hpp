#ifndef ACS_EMULATOR_FAULT_EFFECTS_HPP
#define ACS_EMULATOR_FAULT_EFFECTS_HPP

#include "emulator/faults/fault_plan.hpp"
#include "emulator/protocol/exchange.hpp"

#include <acs/time_source.hpp>

namespace acs::emulation {

/// Changes an answer, complete with header fields, in the way of the faults.
void apply_faults(const drawn_faults& faults, reply& answer, wall_time now);

} // namespace acs::emulation

#endif
