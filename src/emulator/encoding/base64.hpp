#ifndef ACS_EMULATOR_BASE64_HPP
#define ACS_EMULATOR_BASE64_HPP

#include <optional>
#include <string>
#include <string_view>

namespace acs::emulation {

/// Standard alphabet, with padding.
std::string base64_encode(std::string_view bytes);
/// Standard alphabet, padding required, no blanks, no stray bits: what is not canonical gives nothing.
std::optional<std::string> base64_decode(std::string_view text);

/// The URL-safe alphabet without padding, as JSON web tokens have it.
std::string base64url_encode(std::string_view bytes);
std::optional<std::string> base64url_decode(std::string_view text);
/// Without the padding that there shouldn't be in base64url, but that some clients write.
std::string_view without_padding(std::string_view base64url);

} // namespace acs::emulation

#endif
