#include "auth/same_origin.hpp"

#include <boost/beast/core/string.hpp>
#include <string_view>

namespace token_service {

bool is_same_origin(const http_request& request)
{
    namespace http = boost::beast::http;
    const auto origin = request.find(http::field::origin);
    if (origin == request.end()) {
        const std::string_view site = request["Sec-Fetch-Site"];
        return site.empty() || site == "same-origin" || site == "none";
    }
    constexpr std::string_view scheme = "https://";
    const std::string_view url = origin->value();
    const std::string_view host = request[http::field::host];
    return !host.empty() && url.starts_with(scheme) && boost::beast::iequals(url.substr(scheme.size()), host);
}

} // namespace token_service
