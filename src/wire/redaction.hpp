#ifndef ACS_WIRE_REDACTION_HPP
#define ACS_WIRE_REDACTION_HPP

#include <span>
#include <string>
#include <string_view>

namespace acs::wire {

// A service's words for an error's text: what was sent to it as a secret is replaced by REDACTED, also where
// it is percent-encoded, and what is longer than 2,000 bytes is cut off, not in the middle of a UTF-8
// character.
std::string redacted(std::string_view words, std::span<const std::string_view> secrets);

} // namespace acs::wire

#endif
