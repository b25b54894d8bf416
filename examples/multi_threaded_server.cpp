// A server on four threads: to a line with an identity's id it answers its token, from one cache for all.
#include "demo_resource.hpp"
#include <acs/identity.hpp>
#include <acs/token_cache.hpp>
#include <boost/asio.hpp>
#include <iostream>

namespace asio = boost::asio;
using asio::ip::tcp;

// No strand: all that connections share is the cache, which is thread-safe. (Who may ask? See token_service.)
asio::awaitable<void> serve(tcp::socket peer, acs::token_cache* cache)
{
    for (std::string input;;) {
        const auto [failed, size] = co_await asio::async_read_until(
            peer, asio::dynamic_buffer(input, 1000), '\n', asio::as_tuple(asio::use_awaitable));
        if (failed)
            co_return; // the peer has gone
        const acs::communication_user user(input.substr(0, size - 1));
        const auto token = co_await cache->get(user, acs::scope::chat);
        input.erase(0, size);
        const std::string answer = token ? std::string(token->token()) + '\n' : "failed\n";
        co_await asio::async_write(peer, asio::buffer(answer), asio::as_tuple(asio::use_awaitable));
    }
}

asio::awaitable<void> accept_all(tcp::acceptor* acceptor, acs::token_cache* cache)
{
    for (;;) {
        auto [failed, peer] = co_await acceptor->async_accept(asio::as_tuple(asio::use_awaitable));
        if (!failed)
            asio::co_spawn(acceptor->get_executor(), serve(std::move(peer), cache), demo_resource::rethrow);
    }
}

int main()
{
    demo_resource resource;
    asio::thread_pool pool(4);
    acs::identity_client client(pool.get_executor(), resource.options());
    acs::token_cache cache(client);
    tcp::acceptor acceptor(pool, tcp::endpoint(asio::ip::address_v4::loopback(), 0)); // any free port
    asio::co_spawn(pool, accept_all(&acceptor, &cache), demo_resource::rethrow);
    const auto user = asio::co_spawn(pool, client.create_user(), asio::use_future).get().value();
    std::array<tcp::iostream, 10> peers; // its clients
    for (tcp::iostream& peer : peers)
        peer.connect(acceptor.local_endpoint());
    for (std::size_t i = 0; i < 500; ++i)
        peers[i % 10] << user.id() << '\n' << std::flush;
    int tokens = 0;
    std::string line;
    for (std::size_t i = 0; i < 500; ++i)
        tokens += std::getline(peers[i % 10], line) && line != "failed";
    std::cout << "Answers with a token: " << tokens
              << " of 500. Calls of the service for them: " << cache.stats().fetches << ".\n";
    asio::co_spawn(pool, cache.remove(user), asio::use_future).get().value();
    pool.stop(); // before what its threads use goes
    pool.join();
}
