#ifndef ACS_WIRE_TRACESTATE_HPP
#define ACS_WIRE_TRACESTATE_HPP

#include <string_view>

namespace acs::wire {

// True if this may stand in a `tracestate` header: a list of at most 32 members `key=value` in at most 512
// characters, each key once, as W3C Trace Context level 2 has it. Tabs around members, which it allows, are
// refused: no header of ours has any. The empty text is no list.
bool is_tracestate(std::string_view text);

} // namespace acs::wire

#endif
