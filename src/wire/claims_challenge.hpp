#ifndef ACS_WIRE_CLAIMS_CHALLENGE_HPP
#define ACS_WIRE_CLAIMS_CHALLENGE_HPP

#include <optional>
#include <string>
#include <string_view>

namespace acs::wire {

// The claims that a service asks for in a WWW-Authenticate header, as JSON:
// `Bearer ..., error="insufficient_claims", claims="<base64>"`. Nothing if it asks for none.
std::optional<std::string> claims_of_challenge(std::string_view www_authenticate);

} // namespace acs::wire

#endif
