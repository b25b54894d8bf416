#ifndef ACS_TRANSPORT_TLS_STREAM_HPP
#define ACS_TRANSPORT_TLS_STREAM_HPP

#include "transport/io_need.hpp"
#include "transport/received_bytes.hpp"
#include "transport/tls_context.hpp"

#include <boost/system/error_code.hpp>
#include <cstddef>
#include <span>
#include <string_view>

namespace acs::transport {

// TLS over a connected, non-blocking socket. It never waits: each operation does what can be done now and
// says what it needs to go on. OpenSSL sends its records straight to the socket, and takes what it reads from
// the bytes that were received. One copy less in each direction than Asio's ssl::stream, and one trip through
// the scheduler less.
class tls_stream
{
public:
    // Socket and bytes must outlive it.
    tls_stream(tls_context::connection connection, int socket, received_bytes& received);
    tls_stream(const tls_stream&) = delete;
    tls_stream& operator=(const tls_stream&) = delete;
    // Says farewell to the peer, if all went well. The socket must still be open.
    ~tls_stream();

    SSL* native() const { return connection_.get(); }

    // Each gives `nothing` when it is complete, else it is to be called again once the need is met.
    io_need handshake(boost::system::error_code& ec);
    // Takes what was written off the front.
    io_need write(std::string_view& bytes, boost::system::error_code& ec);
    // At least one byte. The peer's farewell is asio::error::eof, an end without it stream_truncated.
    io_need read(std::span<char> to, std::size_t& size, boost::system::error_code& ec);

    // True if it holds decrypted bytes that nobody has read.
    bool has_unread() const { return SSL_pending(connection_.get()) != 0; }

private:
    struct bio_functions; // OpenSSL's way to the socket and the bytes received

    static void forget_errors();
    io_need fail_or_need(int result, boost::system::error_code& ec);

    int socket_;
    received_bytes& received_;
    bool failed_ = false;
    int socket_error_ = 0;
    tls_context::connection connection_;
};

} // namespace acs::transport

#endif
