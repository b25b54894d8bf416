#ifndef ACS_WIRE_ADVICE_HPP
#define ACS_WIRE_ADVICE_HPP

#include <acs/errc.hpp>

namespace acs::wire {

// What to do next, for the reader of a log. docs/errors.md has the long form. Empty if there is no such code.
const char* advice_of(errc value) noexcept;

} // namespace acs::wire

#endif
