#include "client_fixture.hpp"

#include <boost/asio/co_spawn.hpp>
#include <doctest/doctest.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

using namespace acs;
using namespace std::chrono_literals;
namespace asio = boost::asio;
using tcp = asio::ip::tcp;

namespace {

// A plain server that begins an answer whose end is the connection's, and falls silent.
struct silent_server
{
    explicit silent_server(asio::io_context& context)
        : acceptor(context, {asio::ip::address_v4::loopback(), 0})
    {
        asio::co_spawn(context, serve(this), [](std::exception_ptr thrown) {
            if (thrown)
                std::rethrow_exception(thrown);
        });
    }

    static asio::awaitable<void> serve(silent_server* self)
    {
        constexpr auto as_result = asio::as_tuple(asio::use_awaitable);
        for (;;) {
            auto [ec, socket] = co_await self->acceptor.async_accept(as_result);
            if (ec)
                co_return;
            std::string received;
            co_await asio::async_read_until(
                socket, asio::dynamic_buffer(received), "\r\n\r\n", asio::use_awaitable);
            const std::string_view beginning = "HTTP/1.1 200 OK\r\n\r\n{\"identity";
            co_await asio::async_write(
                socket, asio::const_buffer(beginning.data(), beginning.size()), asio::use_awaitable);
            self->kept.push_back(std::move(socket));
        }
    }

    tcp::acceptor acceptor;
    std::vector<tcp::socket> kept;
};

} // namespace

TEST_CASE_FIXTURE(client_fixture, "unfinished: an answer that the response timeout cuts off is not complete")
{
    silent_server peer(context);
    const std::string url = "http://127.0.0.1:" + std::to_string(peer.acceptor.local_endpoint().port());
    auto made = client_options::with_access_key(url, server.access_key()).value();
    identity_client client(context.get_executor(), made.time(clock).response_timeout(5s).max_retries(0));

    const auto token = start(client.get_token(communication_user("8:acs:x"), scope::chat));
    const auto user = start(client.create_user());
    run_until([&] { return peer.kept.size() == 2; });
    settle();
    REQUIRE_FALSE(token->done());
    clock->advance(5s);
    run_until([&] { return token->done() && user->done(); });
    CHECK(token->result->error() == errc::response_timeout);
    CHECK(user->result->error() == errc::outcome_unknown);
    peer.acceptor.close();
    settle();
}
