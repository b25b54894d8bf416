#include "emulator/entra/form_fields.hpp"

#include "emulator/encoding/base64.hpp"
#include "emulator/encoding/case_folding.hpp"
#include "emulator/encoding/percent_encoding.hpp"

#include <algorithm>

namespace acs::emulation {

namespace {

std::string decoded(std::string_view text)
{
    std::string with_blanks(text);
    std::replace(with_blanks.begin(), with_blanks.end(), '+', ' ');
    return percent_decode(with_blanks);
}

bool is_form(const request& received)
{
    std::string_view type = received.headers.find("Content-Type").value_or("");
    type = type.substr(0, type.find(';'));
    while (type.ends_with(' '))
        type.remove_suffix(1);
    return equal_ignoring_case(type, "application/x-www-form-urlencoded");
}

} // namespace

form_fields form_fields::of(const request& received)
{
    return form_fields(is_form(received) ? std::string_view(received.body) : std::string_view());
}

form_fields::form_fields(std::string_view body)
{
    while (!body.empty()) {
        const auto end = std::min(body.find('&'), body.size());
        const std::string_view field = body.substr(0, end);
        body.remove_prefix(std::min(end + 1, body.size()));
        if (field.empty())
            continue;
        const auto equals = std::min(field.find('='), field.size());
        fields_.emplace_back(
            decoded(field.substr(0, equals)), decoded(field.substr(std::min(equals + 1, field.size()))));
    }
}

std::optional<std::string_view> form_fields::find(std::string_view name) const
{
    for (const auto& [key, value] : fields_)
        if (key == name && !value.empty())
            return value;
    return std::nullopt;
}

std::size_t form_fields::count(std::string_view name) const
{
    return static_cast<std::size_t>(std::count_if(
        fields_.begin(), fields_.end(), [&](const auto& field) { return field.first == name; }));
}

void form_fields::add_basic(const request& received)
{
    constexpr std::string_view scheme = "Basic ";
    const std::string_view header = received.headers.find("Authorization").value_or("");
    if (!equal_ignoring_case(header.substr(0, scheme.size()), scheme))
        return;
    const std::string pair = base64_decode(header.substr(scheme.size())).value_or("");
    const auto colon = pair.find(':');
    if (colon == std::string::npos)
        return;
    // Both are encoded as in a form before they are joined.
    if (count("client_id") == 0)
        fields_.emplace_back("client_id", decoded(std::string_view(pair).substr(0, colon)));
    if (count("client_secret") == 0)
        fields_.emplace_back("client_secret", decoded(std::string_view(pair).substr(colon + 1)));
}

} // namespace acs::emulation
