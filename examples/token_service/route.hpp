#ifndef EXAMPLES_TOKEN_SERVICE_ROUTE_HPP
#define EXAMPLES_TOKEN_SERVICE_ROUTE_HPP

#include "http/http_request.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace token_service {

/// What a request is for. All that are for nothing count as `unknown`, so that there are few kinds.
enum class route : unsigned char
{
    token,
    refresh,
    user,
    login,
    logout,
    status,
    health,
    ready,
    metrics,
    page,
    unknown,
};
inline constexpr std::size_t route_count = 11;

std::string_view to_string(route value) noexcept;

/// By the path; a query is not looked at.
route find_route(std::string_view target) noexcept;

/// The methods of a route, as the header `Allow` has them.
std::string allowed_methods(route value);
bool allows(route value, boost::beast::http::verb method) noexcept;

} // namespace token_service

#endif
