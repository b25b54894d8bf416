#ifndef EXAMPLES_TOKEN_SERVICE_AUTH_BASE64URL_HPP
#define EXAMPLES_TOKEN_SERVICE_AUTH_BASE64URL_HPP

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace token_service {

/// Appends the bytes in base64 with the alphabet for URLs, without padding.
void append_base64url(std::string& to, std::string_view bytes);

/// The reverse. \return how many bytes there are now in `to`; none if it is no such text, or `to` is too
/// small.
std::optional<std::size_t> decode_base64url(std::string_view text, std::span<char> to) noexcept;

} // namespace token_service

#endif
