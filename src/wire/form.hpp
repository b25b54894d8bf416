#ifndef ACS_WIRE_FORM_HPP
#define ACS_WIRE_FORM_HPP

#include "wire/wiping_string.hpp"

#include <string_view>

namespace acs::wire {

// A body of `application/x-www-form-urlencoded`, or a query. It may hold secrets.
class form
{
public:
    static constexpr std::string_view content_type = "application/x-www-form-urlencoded";

    form() { text_.reserve(2048); } // an assertion with its certificate takes about as much

    // The name is a literal without characters that need encoding.
    form& add(std::string_view name, std::string_view value);
    // The same, if the value isn't empty.
    form& add_if(std::string_view name, std::string_view value)
    {
        return value.empty() ? *this : add(name, value);
    }

    const wiping_string& text() const { return text_; }

private:
    wiping_string text_;
};

} // namespace acs::wire

#endif
