#include "transport/proxy_tunnel.hpp"

#include "wire/tunnel_answer.hpp"

#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <string_view>
#include <sys/socket.h>

namespace acs::transport {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using wire::tunnel_answer;

namespace {

constexpr auto as_result = asio::as_tuple(asio::use_awaitable);

void close(tcp::socket& socket)
{
    error_code ignored;
    socket.close(ignored);
}

// Takes bytes that are known to be there out of the socket.
error_code drop(tcp::socket& socket, char* buffer, std::size_t size)
{
    error_code ec;
    while (size > 0 && !ec)
        size -= socket.receive(asio::buffer(buffer, size), 0, ec);
    return ec;
}

// TLS must find every byte that is its own, and OpenSSL reads from the socket by itself: so the socket is
// looked at, and only what belongs to the answer's head is taken out.
asio::awaitable<error_code> receive(tcp::socket& socket, tunnel_answer& answer)
{
    std::array<char, 1024> bytes;
    const asio::mutable_buffer room(bytes.data(), bytes.size());
    while (answer.now() == tunnel_answer::state::incomplete) {
        const auto [ec, size] = co_await socket.async_receive(room, tcp::socket::message_peek, as_result);
        if (ec)
            co_return ec;
        const std::size_t taken = answer.take(std::string_view(bytes.data(), size));
        if (const error_code dropped = drop(socket, bytes.data(), taken))
            co_return dropped;
    }
    co_return error_code();
}

failure explain(const tunnel_answer& answer, const wire::proxy& by)
{
    failure why;
    why.code = errc::proxy_refused;
    why.what = "the proxy " + by.name();
    if (answer.now() == tunnel_answer::state::too_large) {
        why.what += " answered with a head that is too large";
        return why;
    }
    if (answer.now() == tunnel_answer::state::not_http) {
        why.what += " does not answer as an HTTP proxy does";
        return why;
    }
    why.what += " answered with status " + std::to_string(answer.status());
    switch (answer.status()) {
    case 401: // what tinyproxy says to a wrong password
        why.code = errc::proxy_authentication_required;
        break;
    case 407:
        why.code = errc::proxy_authentication_required;
        if (!answer.offers_basic())
            why.what += " and does not offer Basic authentication";
        else if (by.authorization.empty())
            why.what += " and no user name is configured";
        break;
    case 408: // it is too busy, or did not reach the target; tinyproxy says 500 for that, squid 503 or 504
    case 429:
    case 500:
    case 502:
    case 503:
    case 504:
        why.code = errc::connect_failed;
        break;
    default:
        break;
    }
    return why;
}

failure explain(const error_code& ec, const wire::proxy& by)
{
    failure why;
    why.code = errc::connection_lost;
    why.what = "the proxy " + by.name();
    if (ec == asio::error::eof)
        why.what += " closed the connection before it answered";
    else
        why.cause = ec;
    return why;
}

failure over(errc reason, const wire::proxy& by)
{
    failure why;
    why.code = reason;
    why.what = "waiting for the proxy " + by.name();
    return why;
}

} // namespace

asio::awaitable<std::optional<failure>> open_tunnel(
    tcp::socket& socket, const wire::proxy& by, const wire::endpoint& target, deadline& call, boot_time limit)
{
    deadline::step step(call, limit, errc::connect_timeout, [native = socket.native_handle()] {
        ::shutdown(native, SHUT_RDWR);
    });
    if (const auto interrupted = step.why()) {
        step.end();
        close(socket);
        co_return over(*interrupted, by);
    }
    const wire::wiping_string request = wire::make_tunnel_request(by, target);
    const asio::const_buffer bytes(request.data(), request.size());
    tunnel_answer answer;
    const auto [unsent, size] = co_await asio::async_write(socket, bytes, as_result);
    error_code ec = unsent;
    if (!ec)
        ec = co_await receive(socket, answer);
    step.end(); // so that nothing touches the socket once it is closed
    // Even a success may have been overtaken by the interruption, which has shut the socket down.
    const auto interrupted = step.why();
    const bool complete = answer.now() == tunnel_answer::state::complete;
    if (!interrupted && !ec && complete && answer.status() / 100 == 2)
        co_return std::nullopt;
    close(socket);
    if (interrupted)
        co_return over(*interrupted, by);
    co_return ec ? explain(ec, by) : explain(answer, by);
}

} // namespace acs::transport
