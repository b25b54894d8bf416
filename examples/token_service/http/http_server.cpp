#include "http_server.hpp"

#include "connection_group.hpp"
#include "connection_listener.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <utility>

namespace token_service {

namespace asio = boost::asio;
using namespace std::chrono_literals;

http_server::http_server(
    std::vector<asio::io_context*> contexts, asio::ssl::context& tls, const server_options& options,
    handler& answers)
{
    const auto counts = std::make_shared<server_counts>();
    for (asio::io_context* const context : contexts)
        groups_.push_back(
            std::make_shared<connection_group>(*context, tls.native_handle(), options, answers, counts));
    listener_ = std::make_shared<connection_listener>(groups_);
}

http_server::~http_server()
{
    listener_->close();
    for (const auto& group : groups_)
        group->close();
}

std::uint16_t http_server::port() const
{
    return listener_->port();
}

std::size_t http_server::connections() const
{
    return groups_.front()->counts().open;
}

std::uint64_t http_server::refused() const
{
    return groups_.front()->counts().refused;
}

void http_server::start()
{
    for (const auto& group : groups_)
        asio::post(group->context(), [group] { group->start(); });
    asio::post(groups_.front()->context(), [listener = listener_] { listener->start(); });
}

asio::awaitable<bool> http_server::drain(std::chrono::steady_clock::duration limit)
{
    const auto until = std::chrono::steady_clock::now() + limit;
    // Copies, for the server may go while this waits.
    const auto groups = groups_;
    asio::post(groups.front()->context(), [listener = listener_] { listener->close(); });
    for (const auto& group : groups)
        asio::post(group->context(), [group] { group->drain(); });
    // They end on several threads and rarely; looking is simpler than having each of them say so.
    asio::steady_timer pause(co_await asio::this_coro::executor);
    const auto& open = groups.front()->counts().open;
    while (open > 0 && std::chrono::steady_clock::now() < until) {
        pause.expires_after(10ms);
        co_await pause.async_wait(asio::use_awaitable);
    }
    const bool ended = open == 0;
    for (const auto& group : groups)
        asio::post(group->context(), [group] { group->close(); });
    co_return ended;
}

} // namespace token_service
