#ifndef ACS_EMULATOR_PERCENT_ENCODING_HPP
#define ACS_EMULATOR_PERCENT_ENCODING_HPP

#include <string>
#include <string_view>

namespace acs::emulation {

/// Replaces `%XX` by the byte. A `%` without two hex digits stays as it is; `+` is no blank.
std::string percent_decode(std::string_view text);

} // namespace acs::emulation

#endif
