#include "emulator/signature/signed_headers.hpp"

#include "emulator/encoding/case_folding.hpp"

#include <algorithm>

namespace acs::emulation {

signed_headers::signed_headers(std::string_view list)
{
    names_.reserve(4);
    for (;;) {
        const auto end = list.find(';');
        names_.push_back(list.substr(0, end));
        if (end == std::string_view::npos)
            return;
        list.remove_prefix(end + 1);
    }
}

bool signed_headers::contains(std::string_view name) const
{
    return count(name) != 0;
}

std::size_t signed_headers::count(std::string_view name) const
{
    return static_cast<std::size_t>(std::count_if(names_.begin(), names_.end(), [&](std::string_view listed) {
        return equal_ignoring_case(listed, name);
    }));
}

std::string signed_headers::shown(const header_fields& present) const
{
    std::string text;
    for (const std::string_view name : names_) {
        if (!text.empty())
            text += ';';
        text += shown(name, present);
    }
    return text;
}

std::string signed_headers::shown(std::string_view name, const header_fields& present)
{
    for (const std::string_view known : {"host", "x-ms-date", "x-ms-content-sha256", "date"})
        if (equal_ignoring_case(name, known))
            return std::string(name);
    if (present.find(name))
        return std::string(name);
    return std::string(1, '(').append(std::to_string(name.size())).append(" characters)");
}

} // namespace acs::emulation
