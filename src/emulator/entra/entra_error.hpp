#ifndef ACS_EMULATOR_ENTRA_ENTRA_ERROR_HPP
#define ACS_EMULATOR_ENTRA_ENTRA_ERROR_HPP

#include <string>

namespace acs::emulation {

/// A refusal by Entra's token endpoint, thrown by the rules and turned into an answer in one place.
struct entra_error
{
    int status = 400;
    int code = 0;        ///< the number in `AADSTS<number>`
    std::string error;   ///< OAuth's word for it
    std::string message; ///< what follows `AADSTS<number>: `
};

} // namespace acs::emulation

#endif
