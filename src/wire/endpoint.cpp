#include "wire/endpoint.hpp"

#include "wire/ascii.hpp"
#include "wire/decimal.hpp"
#include "wire/make_error.hpp"

#include <algorithm>
#include <arpa/inet.h>

namespace acs::wire {

namespace {

error bad_endpoint(std::string what)
{
    return make_error(errc::invalid_endpoint, std::move(what));
}

bool is_host_name(std::string_view host)
{
    return host.size() <= 253 && !host.empty() && host.front() != '.' && host.front() != '-' &&
           std::all_of(host.begin(), host.end(), [](char c) {
               return is_alphanumeric(c) || c == '-' || c == '.' || c == '_';
           });
}

bool is_ipv6_literal(std::string_view host)
{
    return host.find(':') != std::string_view::npos && host.size() <= 45 &&
           std::all_of(
               host.begin(), host.end(), [](char c) { return is_hex_digit(c) || c == ':' || c == '.'; });
}

// Four numbers: names such as 127.0.0.1.example.com and 169.254..1, which a name server answers for, are
// none.
bool is_ipv4_literal(std::string_view host)
{
    in_addr parsed;
    return inet_pton(AF_INET, std::string(host).c_str(), &parsed) == 1;
}

// localhost, 127.0.0.0/8 and ::1, as names; nothing is resolved here.
bool is_loopback(std::string_view host)
{
    if (equal_ignoring_case(host, "localhost") || host == "::1")
        return true;
    return host.starts_with("127.") && is_ipv4_literal(host);
}

// 169.254.0.0/16.
bool is_link_local(std::string_view host)
{
    return host.starts_with("169.254.") && is_ipv4_literal(host);
}

} // namespace

result<endpoint> parse_endpoint(std::string_view url, plain_http permitted)
{
    endpoint parsed;
    std::string_view rest = url;
    if (starts_with_ignoring_case(rest, "https://")) {
        rest.remove_prefix(8);
    } else if (starts_with_ignoring_case(rest, "http://")) {
        parsed.tls = false;
        rest.remove_prefix(7);
    } else {
        return bad_endpoint("it does not start with https://");
    }
    if (rest.ends_with('/'))
        rest.remove_suffix(1);
    if (rest.find_first_of("/?#") != std::string_view::npos)
        return bad_endpoint("it has a path, a query or a fragment");
    if (rest.find('@') != std::string_view::npos)
        return bad_endpoint("it has a user name"); // which may come with a password: never shown

    std::string_view port;
    bool bracketed = false;
    if (rest.starts_with('[')) {
        const auto end = rest.find(']');
        if (end == std::string_view::npos || (end + 1 < rest.size() && rest[end + 1] != ':'))
            return bad_endpoint("the brackets around the address don't match");
        bracketed = true;
        parsed.host = rest.substr(1, end - 1);
        port = rest.substr(std::min(end + 2, rest.size()));
        if (end + 1 < rest.size() && port.empty())
            return bad_endpoint("the port is missing after the colon");
    } else {
        const auto colon = rest.find(':');
        parsed.host = rest.substr(0, colon);
        if (colon != std::string_view::npos) {
            port = rest.substr(colon + 1);
            if (port.empty())
                return bad_endpoint("the port is missing after the colon");
        }
    }
    if (bracketed ? !is_ipv6_literal(parsed.host) : !is_host_name(parsed.host))
        return bad_endpoint("the host is missing or has characters that a host name can't have");
    if (!port.empty()) {
        const auto number = parse_decimal(port);
        if (!number || *number < 1 || *number > 65535)
            return bad_endpoint("the port is not a number from 1 to 65535");
        parsed.port = std::to_string(*number);
    }
    parsed.link_local = !parsed.tls && permitted == plain_http::metadata && is_link_local(parsed.host);
    if (!parsed.tls && !parsed.link_local && !is_loopback(parsed.host)) {
        error_details details;
        details.what = "http://" + parsed.host;
        return error(errc::insecure_endpoint, std::move(details));
    }
    const std::string_view default_port = parsed.tls ? "443" : "80";
    parsed.host_header = bracketed ? "[" + parsed.host + "]" : parsed.host;
    if (parsed.port.empty())
        parsed.port = default_port;
    else if (parsed.port != default_port)
        parsed.host_header += ":" + parsed.port;
    return parsed;
}

} // namespace acs::wire
