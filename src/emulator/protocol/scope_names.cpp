#include "emulator/protocol/scope_names.hpp"

#include <array>

namespace acs::emulation {

namespace {

constexpr std::array all_scopes{
    scope::chat, scope::chat_join, scope::chat_join_limited, scope::voip, scope::voip_join};

} // namespace

std::optional<scope> parse_scope(std::string_view name)
{
    for (scope candidate : all_scopes)
        if (to_string(candidate) == name)
            return candidate;
    return std::nullopt;
}

std::string join_scopes(scope_bits scopes)
{
    std::string text;
    for (scope candidate : all_scopes)
        if ((scopes & static_cast<scope_bits>(candidate)) != 0) {
            if (!text.empty())
                text += ',';
            text += to_string(candidate);
        }
    return text;
}

} // namespace acs::emulation
