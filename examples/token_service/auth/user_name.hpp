#ifndef EXAMPLES_TOKEN_SERVICE_AUTH_USER_NAME_HPP
#define EXAMPLES_TOKEN_SERVICE_AUTH_USER_NAME_HPP

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace token_service {

/// What the application calls a user: 1 to 64 letters, digits and `.`, `_`, `@`, `-`. Kept in place, so that
/// a request allocates nothing for it.
class user_name
{
public:
    static constexpr std::size_t longest = 64;

    /// None if the text is no such name.
    static std::optional<user_name> parse(std::string_view text) noexcept;

    std::string_view text() const noexcept { return {text_.data(), size_}; }

private:
    user_name() = default;

    std::array<char, longest> text_;
    std::uint8_t size_ = 0;
};

} // namespace token_service

#endif
