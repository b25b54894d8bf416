#ifndef ACS_WIRE_ENDPOINT_HPP
#define ACS_WIRE_ENDPOINT_HPP

#include <acs/result.hpp>

#include <string>
#include <string_view>

namespace acs::wire {

// Where plain http may go.
enum class plain_http
{
    loopback,
    metadata, // link-local addresses too, where a machine of Azure asks for its own tokens: they lead nowhere
              // else than to its host
};

// Where the service is: the parts of `https://host[:port]`.
struct endpoint
{
    bool tls = true;
    bool link_local = false; // the host is a link-local address, which only plain_http::metadata lets pass
    std::string host;        // a name, or an address without brackets
    std::string port;        // decimal, never empty
    std::string
        host_header; // the Host header's text: with the port where the URL has one that is not the scheme's

    // The URL again, without a trailing slash.
    std::string url() const { return (tls ? "https://" : "http://") + host_header; }
};

// Errors: invalid_endpoint, insecure_endpoint.
result<endpoint> parse_endpoint(std::string_view url, plain_http permitted = plain_http::loopback);

} // namespace acs::wire

#endif
