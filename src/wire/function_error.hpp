#ifndef ACS_WIRE_FUNCTION_ERROR_HPP
#define ACS_WIRE_FUNCTION_ERROR_HPP

#include <acs/error.hpp>

#include <string_view>

namespace acs::wire {

// An error that a function of the user's gave, which may be nothing but a code: with words that say whose it
// is. `function`: such as `its function`. The code stays.
error function_error(std::string_view function, const error& why);

// The same, of a function whose own end isn't the library's: what it says was cancelled or stopped, or came
// too late, was something of its own, such as another client. So these codes become credential_failed.
error foreign_error(std::string_view function, const error& why);

} // namespace acs::wire

#endif
