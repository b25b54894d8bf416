#include "auth/session_authenticator.hpp"

#include "auth/session_signer.hpp"

#include <boost/beast/core/string.hpp>
#include <ctime>
#include <string_view>

namespace token_service {

namespace {

namespace http = boost::beast::http;

// Empty if there is none.
std::string_view bearer_text(std::string_view authorization)
{
    constexpr std::string_view scheme = "Bearer ";
    if (!boost::beast::iequals(authorization.substr(0, scheme.size()), scheme))
        return {};
    return authorization.substr(scheme.size());
}

std::string_view cookie_value(std::string_view cookies, std::string_view name)
{
    while (!cookies.empty()) {
        std::string_view one = cookies.substr(0, cookies.find(';'));
        cookies.remove_prefix(std::min(one.size() + 1, cookies.size()));
        one.remove_prefix(std::min(one.find_first_not_of(' '), one.size()));
        if (one.starts_with(name) && one.substr(name.size()).starts_with('='))
            return one.substr(name.size() + 1);
    }
    return {};
}

} // namespace

std::optional<caller> session_authenticator::authenticate(const http_request& request) const
{
    bool by_cookie = false;
    std::string_view session = bearer_text(request[http::field::authorization]);
    if (session.empty()) {
        session = cookie_value(request[http::field::cookie], "session");
        by_cookie = true;
    }
    if (session.empty())
        return std::nullopt;
    if (const auto user = signer_.verify(session, std::time(nullptr)))
        return caller{*user, by_cookie};
    return std::nullopt;
}

} // namespace token_service
