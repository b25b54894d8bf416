#ifndef ACS_EMULATOR_UNSIGNED_BYTES_HPP
#define ACS_EMULATOR_UNSIGNED_BYTES_HPP

#include <string_view>

namespace acs::emulation {

/// A text's bytes as OpenSSL takes them.
inline const unsigned char* unsigned_bytes(std::string_view text)
{
    return reinterpret_cast<const unsigned char*>(text.data());
}

} // namespace acs::emulation

#endif
