// Creates many identities, some at a time and within the quota; then a cache fetches and keeps their tokens.
#include "demo_resource.hpp"

#include <acs/identity.hpp>
#include <acs/token_cache.hpp>
#include <boost/asio.hpp>
#include <iostream>

namespace asio = boost::asio;
using identities = std::vector<acs::communication_user>;

// Sixteen of these take turns: so many calls there are at a time.
asio::awaitable<void> create(acs::identity_client* client, std::size_t* left, identities* made)
{
    while (*left > 0) {
        --*left; // no lock: one thread runs them all
        const auto both = co_await client->create_user_and_token(acs::scope::voip); // waits for the quota
        made->push_back(both.value().user);
    }
}

asio::awaitable<void> keep_tokens(acs::identity_client* client, const identities* users)
{
    acs::token_cache cache(*client);
    acs::prefetch_options options; // it leaves a part of the quota to calls that somebody waits for
    options.keep_fresh(true).on_progress([](const acs::prefetch_progress& now) {
        if (now.ready % 50 == 0)
            std::cout << "  tokens: " << now.ready << " of " << now.total << '\n';
    });
    const auto fetched = co_await cache.prefetch(*users, acs::scope::chat, options);
    std::cout << "Tokens in the cache, which keeps them fresh: " << fetched.value().ready << '\n';
    for (const acs::communication_user& user : *users) {
        (co_await cache.get(user, acs::scope::chat)).value();
        (co_await cache.remove(user)).value(); // also from the service
    }
    const auto hits = cache.stats().requests[static_cast<std::size_t>(acs::cache_result::hit)];
    std::cout << "Requests that were served from memory: " << hits << '\n';
}

int main()
try {
    demo_resource resource; // the emulator limits nothing here, so that more than Azure's quota will do
    const bool quick = resource.is_emulated();
    const auto quota = quick ? acs::quota::uniform(acs::rate{100, 60}) : acs::quota::published();
    asio::io_context context;
    acs::identity_client client(context.get_executor(), resource.options().quota(quota));
    std::size_t left = quick ? 300 : 60;
    identities users;
    for (int i = 0; i < 16; ++i)
        asio::co_spawn(context, create(&client, &left, &users), demo_resource::rethrow);
    context.run(); // until all are there
    std::cout << "Created " << users.size() << " identities with a token each, 16 at a time\n";
    asio::co_spawn(context, keep_tokens(&client, &users), demo_resource::rethrow);
    context.restart();
    context.run();
} catch (const std::exception& failed) {
    std::cerr << failed.what() << '\n';
    return 1;
}
