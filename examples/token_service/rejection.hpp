#ifndef EXAMPLES_TOKEN_SERVICE_REJECTION_HPP
#define EXAMPLES_TOKEN_SERVICE_REJECTION_HPP

#include <cstddef>
#include <string_view>

namespace token_service {

/// Why a request that would have had to wait was turned away.
enum class rejection : unsigned char
{
    too_many_waiting,
    loop_lag,
    draining,
    quota,             ///< the identity service's quota is used up for longer than a request may wait
    refresh_allowance, ///< this user asks for new tokens too often
};
inline constexpr std::size_t rejection_count = 5;

constexpr std::string_view to_string(rejection value) noexcept
{
    constexpr std::string_view names[] = {
        "too_many_waiting", "loop_lag", "draining", "quota", "refresh_allowance"};
    return names[static_cast<std::size_t>(value)];
}

} // namespace token_service

#endif
