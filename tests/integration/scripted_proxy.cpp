#include "scripted_proxy.hpp"

#include <algorithm>
#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <exception>
#include <string_view>

namespace asio = boost::asio;

namespace {

constexpr auto as_result = asio::as_tuple(asio::use_awaitable);

void rethrow(std::exception_ptr thrown)
{
    if (thrown)
        std::rethrow_exception(thrown); // fails the test, from the context's run()
}

} // namespace

scripted_proxy::scripted_proxy(asio::io_context& context)
    : context_(context), acceptor_(context, tcp::endpoint(asio::ip::address_v4::loopback(), 0))
{
    asio::co_spawn(context_, accept(), rethrow);
}

void scripted_proxy::drop_tunnels()
{
    for (const shared_socket& end : tunnels_)
        end->close();
    tunnels_.clear();
}

asio::awaitable<void> scripted_proxy::accept()
{
    while (true) {
        auto [failed, accepted] = co_await acceptor_.async_accept(as_result);
        if (failed)
            co_return;
        ++connections_;
        accepted.set_option(tcp::no_delay(true));
        asio::co_spawn(context_, serve(std::make_shared<tcp::socket>(std::move(accepted))), rethrow);
    }
}

asio::awaitable<void> scripted_proxy::serve(shared_socket client)
{
    std::string head;
    const auto [unread, size] =
        co_await asio::async_read_until(*client, asio::dynamic_buffer(head), "\r\n\r\n", as_result);
    if (unread) {
        ++closed_;
        co_return;
    }
    requests_.push_back(head);
    const then next = next_;
    const std::string text = text_;
    for (std::string_view rest = text; !rest.empty();) {
        const asio::const_buffer piece(rest.data(), std::min(rest.size(), bytes_a_write_));
        const auto [unsent, sent] = co_await asio::async_write(*client, piece, as_result);
        if (unsent)
            break;
        rest.remove_prefix(sent);
    }
    if (next == then::tunnel) {
        const auto end = head.find(" HTTP/1.1\r\n");
        const auto colon = head.rfind(':', end);
        co_await open_tunnel(client, head.substr(colon + 1, end - colon - 1));
    } else if (next == then::reset) {
        client->set_option(asio::socket_base::linger(true, 0));
    } else if (next == then::silence) {
        std::array<char, 64> bytes;
        const asio::mutable_buffer room(bytes.data(), bytes.size());
        while (true) {
            const auto [gone, received] = co_await client->async_read_some(room, as_result);
            if (gone)
                break;
        }
        ++closed_;
    }
}

// To loopback, whatever the host's name.
asio::awaitable<void> scripted_proxy::open_tunnel(shared_socket client, std::string port)
{
    const auto server = std::make_shared<tcp::socket>(context_);
    const tcp::endpoint target(
        asio::ip::address_v4::loopback(), static_cast<unsigned short>(std::stoi(port)));
    const auto [unconnected] = co_await server->async_connect(target, as_result);
    if (unconnected)
        co_return;
    tunnels_.push_back(client);
    tunnels_.push_back(server);
    asio::co_spawn(context_, relay(client, server), rethrow);
    asio::co_spawn(context_, relay(server, client), rethrow);
}

asio::awaitable<void> scripted_proxy::relay(shared_socket from, shared_socket to)
{
    std::array<char, 4096> bytes;
    const asio::mutable_buffer room(bytes.data(), bytes.size());
    while (true) {
        const auto [ended, size] = co_await from->async_read_some(room, as_result);
        if (ended)
            break;
        const asio::const_buffer piece(bytes.data(), size);
        const auto [unsent, sent] = co_await asio::async_write(*to, piece, as_result);
        if (unsent)
            break;
    }
    boost::system::error_code ignored;
    from->close(ignored);
    to->close(ignored);
}
