#ifndef ACS_EMULATOR_ENTRA_REQUESTED_CLAIMS_HPP
#define ACS_EMULATOR_ENTRA_REQUESTED_CLAIMS_HPP

#include <string_view>

namespace acs::emulation {

/// Whether a token that was asked for with one `claims` parameter (JSON; may be empty) has all that another
/// asks for. Client libraries add claims of their own to those of a challenge.
bool covers_claims(std::string_view had, std::string_view wanted);

} // namespace acs::emulation

#endif
