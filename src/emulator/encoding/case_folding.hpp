#ifndef ACS_EMULATOR_CASE_FOLDING_HPP
#define ACS_EMULATOR_CASE_FOLDING_HPP

#include <string>
#include <string_view>

namespace acs::emulation {

/// Lower case of ASCII letters, without a locale.
constexpr char to_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool equal_ignoring_case(std::string_view a, std::string_view b);

/// Lower case, without `_` and `-`: how names in control requests are compared.
std::string canonical_name(std::string_view name);

} // namespace acs::emulation

#endif
