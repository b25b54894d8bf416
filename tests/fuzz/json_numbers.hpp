#ifndef TESTS_FUZZ_JSON_NUMBERS_HPP
#define TESTS_FUZZ_JSON_NUMBERS_HPP

#include <algorithm>
#include <boost/json/value.hpp>
#include <cmath>

namespace fuzz {

// Boost.JSON reads 1e400 as infinite and 0e400 as no number at all, and writes neither in a way it can read.
inline bool has_finite_numbers(const boost::json::value& value)
{
    if (const boost::json::array* elements = value.if_array())
        return std::all_of(elements->begin(), elements->end(), has_finite_numbers);
    if (const boost::json::object* members = value.if_object())
        return std::all_of(members->begin(), members->end(), [](const auto& member) {
            return has_finite_numbers(member.value());
        });
    return !value.is_double() || std::isfinite(value.get_double());
}

} // namespace fuzz

#endif
