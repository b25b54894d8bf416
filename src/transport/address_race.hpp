#ifndef ACS_TRANSPORT_ADDRESS_RACE_HPP
#define ACS_TRANSPORT_ADDRESS_RACE_HPP

#include "transport/address_order.hpp"
#include "transport/deadline.hpp"
#include "transport/failure.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <cstddef>

namespace acs::transport {

// RFC 8305, section 8: the Connection Attempt Delay, and the least it may be.
constexpr std::chrono::milliseconds attempt_delay{250};
constexpr std::chrono::milliseconds least_attempt_delay{10};

// More addresses than this have no part in a race: with the delay, the last one starts after 4 s.
constexpr std::size_t most_addresses = 16;

// Connects to the address that accepts first (RFC 8305, section 5). Attempts begin in the order of
// `take_turns`, each a delay after the one before, or at once when one has failed; those behind in the race
// are closed. The delay shrinks where `limit` or the call's end would not leave time for all addresses.
//
// The socket belongs to `executor` and sends without Nagle's delay. Errors: connect_failed with the cause at
// the first address, connect_timeout at `limit`, and the call's end.
boost::asio::awaitable<boost::system::result<boost::asio::ip::tcp::socket, failure>> connect_to_any(
    boost::asio::any_io_executor executor, address_list addresses, deadline& call, boot_time limit);

} // namespace acs::transport

#endif
