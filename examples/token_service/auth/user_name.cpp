#include "auth/user_name.hpp"

#include <algorithm>

namespace token_service {

namespace {

constexpr std::array<bool, 256> make_allowed() noexcept
{
    std::array<bool, 256> made{};
    for (const char c :
         std::string_view("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._@-"))
        made[static_cast<unsigned char>(c)] = true;
    return made;
}

constexpr std::array<bool, 256> allowed = make_allowed();

} // namespace

std::optional<user_name> user_name::parse(std::string_view text) noexcept
{
    if (text.empty() || text.size() > longest ||
        !std::all_of(text.begin(), text.end(), [](char c) { return allowed[static_cast<unsigned char>(c)]; }))
        return std::nullopt;
    user_name made;
    std::copy(text.begin(), text.end(), made.text_.begin());
    made.size_ = static_cast<std::uint8_t>(text.size());
    return made;
}

} // namespace token_service
