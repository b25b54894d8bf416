#ifndef ACS_TRANSPORT_BYTE_STREAM_HPP
#define ACS_TRANSPORT_BYTE_STREAM_HPP

#include "transport/io_need.hpp"
#include "transport/received_bytes.hpp"
#include "transport/tls_stream.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string_view>

namespace acs::transport {

// A connected socket, with TLS or without. Its operations never wait: they do what can be done now and say
// what they need to go on; async_meet() waits for that.
class byte_stream
{
public:
    using tcp = boost::asio::ip::tcp;
    using error_code = boost::system::error_code;

    explicit byte_stream(tcp::socket connected);
    byte_stream(const byte_stream&) = delete;
    byte_stream& operator=(const byte_stream&) = delete;

    // From now on it is TLS: handshake() has to be completed first.
    void start_tls(tls_context::connection connection);
    const std::optional<tls_stream>& tls() const { return tls_; }

    tcp::endpoint peer() const;

    io_need handshake(error_code& ec) { return tls_->handshake(ec); }
    // Takes what was written off the front.
    io_need write(std::string_view& bytes, error_code& ec);
    // At least one byte. The peer's end in good order is asio::error::eof.
    io_need read(std::span<char> to, std::size_t& size, error_code& ec);
    // False if read() would only say that it needs more.
    bool may_read() const { return !received_.empty() || received_.ended() || (tls_ && tls_->has_unread()); }

    // Waits until bytes have come; then received() has to be told what came of it.
    auto async_receive()
    {
        return socket_.async_receive(received_.room(), boost::asio::as_tuple(boost::asio::deferred));
    }
    error_code received(error_code ec, std::size_t size);

    auto async_wait_writable()
    {
        return socket_.async_wait(tcp::socket::wait_write, boost::asio::as_tuple(boost::asio::deferred));
    }

    // A look while it is idle: false if the peer has closed it or sent what nobody asked for. A TLS session
    // ticket is no harm.
    bool is_quiet();

    // Ends all that waits for the socket, from any thread, as long as this object is there.
    std::function<void()> interruption();

private:
    tcp::socket socket_;
    received_bytes received_;
    std::optional<tls_stream> tls_;
};

} // namespace acs::transport

#endif
