#include "emulator/encoding/case_folding.hpp"

#include <algorithm>

namespace acs::emulation {

bool equal_ignoring_case(std::string_view a, std::string_view b)
{
    return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) {
               return to_lower(x) == to_lower(y);
           });
}

std::string canonical_name(std::string_view name)
{
    std::string result;
    for (char c : name)
        if (c != '_' && c != '-')
            result += to_lower(c);
    return result;
}

} // namespace acs::emulation
