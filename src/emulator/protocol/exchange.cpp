#include "emulator/protocol/exchange.hpp"

#include "emulator/encoding/case_folding.hpp"

#include <algorithm>

namespace acs::emulation {

void header_fields::set(std::string_view name, std::string value)
{
    const auto same_name = [&](const field& f) {
        return equal_ignoring_case(f.first, name);
    };
    const auto first = std::find_if(fields_.begin(), fields_.end(), same_name);
    if (first == fields_.end()) {
        add(std::string(name), std::move(value));
        return;
    }
    first->second = std::move(value);
    fields_.erase(std::remove_if(first + 1, fields_.end(), same_name), fields_.end());
}

void header_fields::erase(std::string_view name)
{
    std::erase_if(fields_, [&](const field& f) { return equal_ignoring_case(f.first, name); });
}

std::optional<std::string_view> header_fields::find(std::string_view name) const
{
    for (const field& f : fields_)
        if (equal_ignoring_case(f.first, name))
            return f.second;
    return std::nullopt;
}

std::size_t header_fields::count(std::string_view name) const
{
    return static_cast<std::size_t>(std::count_if(
        fields_.begin(), fields_.end(), [&](const field& f) { return equal_ignoring_case(f.first, name); }));
}

} // namespace acs::emulation
