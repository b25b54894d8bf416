#ifndef ACS_WIRE_FUNCTION_ERROR_HPP
#define ACS_WIRE_FUNCTION_ERROR_HPP

#include <acs/error.hpp>

#include <string_view>

namespace acs::wire {

// An error that a function of the user's gave, which may be nothing but a code: with words that say whose it
// is. `function`: such as `its function`. The code stays.
error function_error(std::string_view function, const error& why);

} // namespace acs::wire

#endif
