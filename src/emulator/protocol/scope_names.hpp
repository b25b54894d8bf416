#ifndef ACS_EMULATOR_SCOPE_NAMES_HPP
#define ACS_EMULATOR_SCOPE_NAMES_HPP

#include <acs/scope.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace acs::emulation {

/// A set of the scopes the emulator knows, one bit each (the values of \ref acs::scope).
using scope_bits = std::uint8_t;

std::optional<scope> parse_scope(std::string_view name);

/// `chat,voip`: as the claim `acsScope` has it.
std::string join_scopes(scope_bits scopes);

} // namespace acs::emulation

#endif
