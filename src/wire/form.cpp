#include "wire/form.hpp"

#include "wire/percent_encoding.hpp"

namespace acs::wire {

form& form::add(std::string_view name, std::string_view value)
{
    if (!text_.empty())
        text_ += '&';
    text_.append(name).append("=");
    append_percent_encoded(value, text_);
    return *this;
}

} // namespace acs::wire
