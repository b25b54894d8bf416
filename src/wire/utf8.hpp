#ifndef ACS_WIRE_UTF8_HPP
#define ACS_WIRE_UTF8_HPP

#include <cstddef>
#include <optional>
#include <string_view>

namespace acs::wire {

// The number of code points. Nothing if the text is not UTF-8 (RFC 3629): JSON can't carry it then.
std::optional<std::size_t> count_code_points(std::string_view text) noexcept;

} // namespace acs::wire

#endif
