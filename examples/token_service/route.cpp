#include "route.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

namespace token_service {

using boost::beast::http::verb;

namespace {

// The commonest first: they are looked for in this order.
constexpr std::pair<std::string_view, route> paths[] = {
    {"/token", route::token},   {"/refresh", route::refresh}, {"/user", route::user},
    {"/status", route::status}, {"/login", route::login},     {"/logout", route::logout},
    {"/health", route::health}, {"/healthz", route::health},  {"/ready", route::ready},
    {"/readyz", route::ready},  {"/metrics", route::metrics}, {"/", route::page},
    {"/page.css", route::page}, {"/page.js", route::page},    {"/favicon.ico", route::page},
};

std::span<const verb> methods_of(route value) noexcept
{
    static constexpr verb to_read[] = {verb::get, verb::head};
    static constexpr verb to_get_or_make[] = {verb::get, verb::head, verb::post};
    static constexpr verb to_do[] = {verb::post};
    static constexpr verb to_delete[] = {verb::delete_};
    switch (value) {
    case route::token:
        return to_get_or_make;
    case route::refresh:
    case route::login:
    case route::logout:
        return to_do;
    case route::user:
        return to_delete;
    default:
        return to_read;
    }
}

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

std::string allowed_methods(route value)
{
    std::string made;
    for (const verb each : methods_of(value)) {
        const std::string_view name = boost::beast::http::to_string(each);
        made.append(made.empty() ? "" : ", ").append(name);
    }
    return made;
}

bool allows(route value, verb method) noexcept
{
    const auto allowed = methods_of(value);
    return std::find(allowed.begin(), allowed.end(), method) != allowed.end();
}

} // namespace token_service
