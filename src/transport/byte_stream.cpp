#include "transport/byte_stream.hpp"

#include <boost/asio/error.hpp>
#include <cerrno>
#include <sys/socket.h>
#include <utility>

namespace acs::transport {

namespace asio = boost::asio;

byte_stream::byte_stream(tcp::socket connected) : socket_(std::move(connected))
{
    socket_.non_blocking(true);
}

void byte_stream::start_tls(tls_context::connection connection)
{
    tls_.emplace(std::move(connection), socket_.native_handle(), received_);
}

byte_stream::tcp::endpoint byte_stream::peer() const
{
    error_code ignored;
    return socket_.remote_endpoint(ignored);
}

io_need byte_stream::write(std::string_view& bytes, error_code& ec)
{
    if (tls_)
        return tls_->write(bytes, ec);
    while (!bytes.empty()) {
        const std::size_t size = socket_.send(asio::const_buffer(bytes.data(), bytes.size()), 0, ec);
        if (ec == asio::error::would_block || ec == asio::error::try_again) {
            ec = {};
            return io_need::writable;
        }
        if (ec)
            break;
        bytes.remove_prefix(size);
    }
    return io_need::nothing;
}

io_need byte_stream::read(std::span<char> to, std::size_t& size, error_code& ec)
{
    if (tls_)
        return tls_->read(to, size, ec);
    size = received_.take(to.data(), to.size());
    if (size > 0)
        return io_need::nothing;
    if (!received_.ended())
        return io_need::readable;
    ec = asio::error::eof;
    return io_need::nothing;
}

byte_stream::error_code byte_stream::received(error_code ec, std::size_t size)
{
    received_.add(size);
    if (ec != asio::error::eof)
        return ec;
    received_.end();
    return error_code();
}

bool byte_stream::is_quiet()
{
    const asio::mutable_buffer room = received_.room();
    const auto got = ::recv(socket_.native_handle(), room.data(), room.size(), MSG_DONTWAIT);
    if (got == 0 || (got < 0 && errno != EAGAIN && errno != EWOULDBLOCK))
        return false;
    if (got > 0)
        received_.add(static_cast<std::size_t>(got));
    if (!may_read())
        return true;
    char byte = 0;
    std::size_t size = 0;
    error_code ec;
    return tls_ && tls_->read({&byte, 1}, size, ec) == io_need::readable && !ec;
}

std::function<void()> byte_stream::interruption()
{
    return [socket = socket_.native_handle()] {
        ::shutdown(socket, SHUT_RDWR);
    };
}

} // namespace acs::transport
