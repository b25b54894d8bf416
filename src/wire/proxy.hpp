#ifndef ACS_WIRE_PROXY_HPP
#define ACS_WIRE_PROXY_HPP

#include "wire/endpoint.hpp"
#include "wire/wiping_string.hpp"

#include <acs/result.hpp>
#include <acs/secret.hpp>

#include <string>
#include <string_view>

namespace acs::wire {

// An HTTP proxy that is asked for tunnels by CONNECT: the parts of `http://[user:password@]host[:port]`.
struct proxy
{
    std::string host;     // a name, or an address without brackets
    std::string port;     // decimal, never empty
    secret authorization; // the value of Proxy-Authorization; empty if there is no user name

    // host:port, for messages: nothing secret in it.
    std::string name() const;
};

// The scheme may be left out; others than http are refused. Without a port it is 80. User name and password
// are percent-encoded. Errors: invalid_proxy; its text shows nothing of the URL, which may hold a password
// anywhere.
result<proxy> parse_proxy(std::string_view url);

// The request for a tunnel to `target`: a head.
wiping_string make_tunnel_request(const proxy& by, const endpoint& target);

} // namespace acs::wire

#endif
