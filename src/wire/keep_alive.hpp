#ifndef ACS_WIRE_KEEP_ALIVE_HPP
#define ACS_WIRE_KEEP_ALIVE_HPP

#include "wire/response.hpp"

#include <chrono>
#include <optional>

namespace acs::wire {

// How long the peer keeps an idle connection: the `timeout` of the Keep-Alive header (RFC 2068, section
// 19.7.1.1). Nothing if it doesn't say, or not in a way that can be understood.
std::optional<std::chrono::seconds> keep_alive_timeout(const response& answer);

} // namespace acs::wire

#endif
