#ifndef ACS_TRANSPORT_RESOLVER_HPP
#define ACS_TRANSPORT_RESOLVER_HPP

#include "transport/deadline.hpp"
#include "transport/failure.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <string>
#include <vector>

namespace acs::transport {

using address_list = std::vector<boost::asio::ip::tcp::endpoint>;

// The addresses of a host. A numeric host takes no look-up. getaddrinfo can't be cancelled: at `limit` or the
// call's end the look-up is abandoned and finishes unseen. Errors: host_not_found, connect_timeout, and the
// call's end.
boost::asio::awaitable<boost::system::result<address_list, failure>> resolve(
    std::string host, std::string port, deadline& call, boot_time limit);

} // namespace acs::transport

#endif
