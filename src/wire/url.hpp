#ifndef ACS_WIRE_URL_HPP
#define ACS_WIRE_URL_HPP

#include "wire/endpoint.hpp"

#include <acs/result.hpp>

#include <string>
#include <string_view>

namespace acs::wire {

// A URL in two parts: where to connect, and what to ask for there.
struct url
{
    endpoint origin;
    std::string target; // path and query, as they were given; begins with a slash

    // The target with this appended as its query, or to the query that it has.
    std::string with_query(std::string_view query) const;
};

// Errors: invalid_endpoint, insecure_endpoint. A fragment, blanks and control characters are refused.
result<url> parse_url(std::string_view text, plain_http permitted = plain_http::loopback);

} // namespace acs::wire

#endif
