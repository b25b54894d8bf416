#ifndef ACS_OBSERVE_STATUS_TEXT_HPP
#define ACS_OBSERVE_STATUS_TEXT_HPP

#include <array>
#include <cstddef>
#include <string_view>

namespace acs::observe {

namespace detail {

inline constexpr int first_status = 100;
inline constexpr int last_status = 999;

inline constexpr auto status_digits = [] {
    std::array<char, 3 * (last_status - first_status + 1)> digits{};
    std::size_t at = 0;
    for (int status = first_status; status <= last_status; ++status) {
        digits[at++] = static_cast<char>('0' + status / 100);
        digits[at++] = static_cast<char>('0' + status / 10 % 10);
        digits[at++] = static_cast<char>('0' + status % 10);
    }
    return digits;
}();

} // namespace detail

// An HTTP status in decimal, in memory that stays; empty if it is none.
constexpr std::string_view status_text(int status) noexcept
{
    if (status < detail::first_status || status > detail::last_status)
        return {};
    return {detail::status_digits.data() + 3 * (status - detail::first_status), 3};
}

} // namespace acs::observe

#endif
