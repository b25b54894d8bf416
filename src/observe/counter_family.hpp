#ifndef ACS_OBSERVE_COUNTER_FAMILY_HPP
#define ACS_OBSERVE_COUNTER_FAMILY_HPP

#include "observe/exposition.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <string_view>

namespace acs::observe {

// A counter for each combination of at most two labels' values. All texts must be literals or live as long.
class counter_family
{
public:
    counter_family(
        std::string_view name, std::string_view help, std::string_view first_label = {},
        std::string_view second_label = {});

    // Makes the counter of these values appear, with 0 until it is counted.
    void declare(std::string_view first = {}, std::string_view second = {});
    void count(std::string_view first = {}, std::string_view second = {});

    void write(exposition& to) const;

private:
    using values = std::array<std::string_view, 2>;

    std::string_view name_;
    std::string_view help_;
    values labels_;
    std::map<values, std::uint64_t> counters_;
};

} // namespace acs::observe

#endif
