#include <acs/scope.hpp>

#include <algorithm>
#include <array>
#include <optional>

namespace acs {

namespace {

constexpr std::array all_scopes{
    scope::chat, scope::chat_join, scope::chat_join_limited, scope::voip, scope::voip_join};

std::optional<scope> known_scope(std::string_view name) noexcept
{
    for (scope candidate : all_scopes)
        if (to_string(candidate) == name)
            return candidate;
    return std::nullopt;
}

} // namespace

std::string_view to_string(scope value) noexcept
{
    switch (value) {
    case scope::chat:
        return "chat";
    case scope::chat_join:
        return "chat.join";
    case scope::chat_join_limited:
        return "chat.join.limited";
    case scope::voip:
        return "voip";
    case scope::voip_join:
        return "voip.join";
    }
    return "";
}

scope_set& scope_set::add(scope value) noexcept
{
    known_ = static_cast<std::uint8_t>(known_ | static_cast<std::uint8_t>(value));
    return *this;
}

scope_set& scope_set::add(std::string_view name)
{
    if (const auto known = known_scope(name))
        return add(*known);
    const auto place = std::lower_bound(others_.begin(), others_.end(), name);
    if (place == others_.end() || *place != name)
        others_.emplace(place, name);
    return *this;
}

bool scope_set::contains(std::string_view name) const noexcept
{
    if (const auto known = known_scope(name))
        return contains(*known);
    return std::binary_search(others_.begin(), others_.end(), name);
}

std::vector<std::string_view> scope_set::names() const
{
    std::vector<std::string_view> result;
    for (scope candidate : all_scopes)
        if (contains(candidate))
            result.push_back(to_string(candidate));
    result.insert(result.end(), others_.begin(), others_.end());
    return result;
}

scope_set operator|(scope_set a, const scope_set& b)
{
    a.known_ = static_cast<std::uint8_t>(a.known_ | b.known_);
    for (const std::string& name : b.others_)
        a.add(name);
    return a;
}

} // namespace acs
