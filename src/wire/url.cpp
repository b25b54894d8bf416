#include "wire/url.hpp"

#include "wire/ascii.hpp"

#include <algorithm>

namespace acs::wire {

std::string url::with_query(std::string_view query) const
{
    std::string text;
    text.reserve(target.size() + query.size() + 1);
    text.append(target).append(target.find('?') == std::string::npos ? "?" : "&").append(query);
    return text;
}

result<url> parse_url(std::string_view text, plain_http permitted)
{
    text = trim(text);
    if (text.find('#') != std::string_view::npos || !std::all_of(text.begin(), text.end(), is_visible)) {
        error_details details;
        details.what = "it has a fragment, or characters that a URL can't have";
        return error(errc::invalid_endpoint, std::move(details));
    }
    const auto scheme = text.find("://");
    const auto end = text.find_first_of("/?", scheme == std::string_view::npos ? 0 : scheme + 3);
    auto origin = parse_endpoint(text.substr(0, end), permitted);
    if (!origin)
        return origin.error();
    url parsed;
    parsed.origin = std::move(*origin);
    if (end != std::string_view::npos)
        parsed.target = text.substr(end);
    if (!parsed.target.starts_with('/'))
        parsed.target.insert(0, 1, '/');
    return parsed;
}

} // namespace acs::wire
