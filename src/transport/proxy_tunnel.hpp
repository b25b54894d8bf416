#ifndef ACS_TRANSPORT_PROXY_TUNNEL_HPP
#define ACS_TRANSPORT_PROXY_TUNNEL_HPP

#include "transport/deadline.hpp"
#include "transport/failure.hpp"
#include "wire/endpoint.hpp"
#include "wire/proxy.hpp"

#include <acs/time_source.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <optional>

namespace acs::transport {

// Asks the proxy, to which `socket` is connected, for a tunnel to the target (CONNECT). On success the socket
// leads to the target, and nothing that came from there has been read. On failure, and when interrupted, the
// socket is closed; `sent` is false, since the service has seen nothing. The references must stay valid until
// the end. Errors: proxy_authentication_required (407 or 401); proxy_refused (any other final answer, or none
// that is HTTP); connect_failed (the proxy did not reach the target: 5xx, or was too busy: may pass by
// itself); connection_lost; connect_timeout at `limit`; and the call's end.
boost::asio::awaitable<std::optional<failure>> open_tunnel(
    boost::asio::ip::tcp::socket& socket, const wire::proxy& by, const wire::endpoint& target, deadline& call,
    boot_time limit);

} // namespace acs::transport

#endif
