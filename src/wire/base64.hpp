#ifndef ACS_WIRE_BASE64_HPP
#define ACS_WIRE_BASE64_HPP

#include "wire/wiping_string.hpp"

#include <optional>
#include <span>
#include <string_view>

namespace acs::wire {

// Writes the base64 form: 4 characters for each 3 bytes, begun ones included. \return the end.
char* write_base64(std::span<const unsigned char> bytes, char* to);

// Appends the base64 form (standard alphabet, with padding).
void append_base64(std::span<const unsigned char> bytes, wiping_string& to);

// Strict: standard alphabet, padding required, no blanks, no stray bits. Nothing if the text is anything
// else.
std::optional<wiping_string> decode_base64(std::string_view text);

} // namespace acs::wire

#endif
