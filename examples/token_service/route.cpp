#include "route.hpp"

#include <array>
#include <utility>

namespace token_service {

namespace {

// The commonest first: they are looked for in this order.
constexpr std::pair<std::string_view, route> paths[] = {
    {"/token", route::token},   {"/refresh", route::refresh}, {"/user", route::user},
    {"/status", route::status}, {"/login", route::login},     {"/logout", route::logout},
    {"/health", route::health}, {"/healthz", route::health},  {"/ready", route::ready},
    {"/readyz", route::ready},  {"/metrics", route::metrics}, {"/", route::page},
    {"/page.css", route::page}, {"/page.js", route::page},    {"/favicon.ico", route::page},
};

} // namespace

std::string_view to_string(route value) noexcept
{
    constexpr std::array<std::string_view, route_count> names = {"token",   "refresh", "user",   "login",
                                                                 "logout",  "status",  "health", "ready",
                                                                 "metrics", "page",    "unknown"};
    return names[static_cast<std::size_t>(value)];
}

route find_route(std::string_view target) noexcept
{
    const std::string_view path = target.substr(0, target.find('?'));
    for (const auto& [known, value] : paths)
        if (known == path)
            return value;
    return route::unknown;
}

std::string_view allowed_methods(route value) noexcept
{
    switch (value) {
    case route::token:
        return "GET, HEAD, POST";
    case route::refresh:
    case route::login:
    case route::logout:
        return "POST";
    case route::user:
        return "DELETE";
    default:
        return "GET, HEAD";
    }
}

bool allows(route value, boost::beast::http::verb method) noexcept
{
    using boost::beast::http::verb;
    switch (value) {
    case route::token:
        return method == verb::get || method == verb::post || method == verb::head;
    case route::refresh:
    case route::login:
    case route::logout:
        return method == verb::post;
    case route::user:
        return method == verb::delete_;
    default:
        return method == verb::get || method == verb::head;
    }
}

} // namespace token_service
