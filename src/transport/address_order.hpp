#ifndef ACS_TRANSPORT_ADDRESS_ORDER_HPP
#define ACS_TRANSPORT_ADDRESS_ORDER_HPP

#include <boost/asio/ip/tcp.hpp>
#include <cstddef>
#include <vector>

namespace acs::transport {

using address_list = std::vector<boost::asio::ip::tcp::endpoint>;

// The order in which addresses are tried (RFC 8305, section 4): the families take turns, beginning with that
// of the first address; within a family the system's order stays. Each address once, `most` in all.
address_list take_turns(const address_list& addresses, std::size_t most);

// Those of this machine: all that plain http may connect to.
address_list only_loopback(const address_list& addresses);

} // namespace acs::transport

#endif
