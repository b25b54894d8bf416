#include "emulator/server/peer_stream.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <utility>

namespace acs::emulation {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

peer_stream::peer_stream(owner& told, tcp::socket socket, const tls_context* tls)
    : owner_(told), socket_(std::move(socket))
{
    if (tls)
        tls_.emplace(*tls);
    input_.reserve(from_socket_.size());
    error_code ignored;
    socket_.set_option(tcp::no_delay(true), ignored);
}

void peer_stream::receive()
{
    if (reading_ || !socket_.is_open())
        return;
    if (ended_) {
        post_gone();
        return;
    }
    reading_ = true;
    socket_.async_read_some(
        asio::buffer(from_socket_),
        [this, self = owner_.shared_from_this()](const error_code& ec, std::size_t size) {
            on_socket_read(ec, size);
        });
}

void peer_stream::on_socket_read(const error_code& ec, std::size_t size)
{
    reading_ = false;
    if (!socket_.is_open())
        return;
    if (ec) {
        ended_ = true;
        owner_.on_gone();
    } else if (closing_) {
        receive();
    } else {
        take({from_socket_.data(), size});
    }
}

void peer_stream::take(std::string_view bytes)
{
    const std::size_t before = input_.size();
    if (tls_) {
        const auto status = tls_->decrypt(bytes, input_, outgoing_);
        if (status == tls_engine::status::failed) {
            owner_.on_unreadable();
            return;
        }
        ended_ = status == tls_engine::status::ended;
        flush();
    } else {
        input_ += bytes;
    }
    if (input_.size() != before)
        owner_.on_received();
    else
        receive();
}

void peer_stream::send(std::string_view bytes)
{
    if (tls_)
        tls_->encrypt(bytes, outgoing_);
    else
        outgoing_ += bytes;
    sending_ = true;
    flush();
}

void peer_stream::flush()
{
    if (!in_flight_.empty() || outgoing_.empty() || !socket_.is_open())
        return;
    std::swap(in_flight_, outgoing_);
    asio::async_write(
        socket_, asio::buffer(in_flight_),
        [this, self = owner_.shared_from_this()](const error_code& ec, std::size_t) {
            on_socket_written(ec);
        });
}

void peer_stream::on_socket_written(const error_code& ec)
{
    in_flight_.clear();
    if (!socket_.is_open())
        return;
    if (ec) {
        owner_.on_gone();
    } else if (!outgoing_.empty()) {
        flush();
    } else if (closing_) {
        error_code ignored;
        socket_.shutdown(tcp::socket::shutdown_send, ignored);
    } else if (std::exchange(sending_, false)) {
        owner_.on_sent();
    }
}

void peer_stream::close()
{
    if (std::exchange(closing_, true) || !socket_.is_open())
        return;
    if (tls_)
        tls_->close(outgoing_);
    flush();
    if (in_flight_.empty()) {
        error_code ignored;
        socket_.shutdown(tcp::socket::shutdown_send, ignored);
    }
    receive();
}

void peer_stream::reset()
{
    error_code ignored;
    socket_.set_option(asio::socket_base::linger(true, 0), ignored);
    socket_.close(ignored);
}

void peer_stream::abandon()
{
    error_code ignored;
    if (tls_ && socket_.is_open() && in_flight_.empty() && !closing_) {
        // One attempt, so that the peer sees an orderly end where that costs nothing.
        tls_->close(outgoing_);
        socket_.non_blocking(true, ignored);
        socket_.write_some(asio::buffer(outgoing_), ignored);
    }
    socket_.close(ignored);
}

void peer_stream::post_gone()
{
    asio::post(socket_.get_executor(), [this, self = owner_.shared_from_this()] {
        if (socket_.is_open())
            owner_.on_gone();
    });
}

} // namespace acs::emulation
