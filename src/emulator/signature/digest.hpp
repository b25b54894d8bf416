#ifndef ACS_EMULATOR_DIGEST_HPP
#define ACS_EMULATOR_DIGEST_HPP

#include <string>
#include <string_view>

namespace acs::emulation {

/// The 32 bytes of SHA-256.
std::string sha256(std::string_view bytes);

/// The 20 bytes of SHA-1. For thumbprints only.
std::string sha1(std::string_view bytes);

/// Two hex digits a byte, upper case.
std::string upper_hex(std::string_view bytes);

} // namespace acs::emulation

#endif
