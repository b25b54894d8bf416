#ifndef ACS_EMULATOR_ACCESS_KEY_HPP
#define ACS_EMULATOR_ACCESS_KEY_HPP

#include <acs/secret.hpp>

namespace acs::emulation {

/// A random key of 32 bytes, in base64.
secret make_access_key();

/// \throws std::invalid_argument if it isn't base64 (with padding) of at least one byte.
void check_access_key(const secret& key);

} // namespace acs::emulation

#endif
