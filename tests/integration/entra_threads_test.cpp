#include "entra_fixture.hpp"

#include <boost/asio/co_spawn.hpp>
#include <doctest/doctest.h>

#include <acs/bearer_credential.hpp>
#include <acs/chained_credential.hpp>
#include <acs/managed_identity_credential.hpp>
#include <atomic>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_future.hpp>
#include <future>
#include <vector>

using namespace acs;
using namespace std::chrono_literals;
namespace asio = boost::asio;

namespace {

asio::awaitable<result<access_token>> count(std::atomic<int>& asked)
{
    ++asked;
    co_return error(errc::credential_unavailable);
}

// 20 calls of four clients on a pool.
void call_in_parallel(entra_fixture& on, asio::thread_pool& pool, const std::shared_ptr<credential>& by)
{
    std::vector<identity_client> clients;
    for (int i = 0; i < 4; ++i) {
        auto made = client_options::with_credential(on.server.endpoint(), by).value();
        clients.emplace_back(pool.get_executor(), made.ca_file(on.server.ca_file()).time(on.clock).proxy(""));
    }
    std::vector<std::future<result<communication_user>>> calls;
    for (std::size_t i = 0; i < 20; ++i)
        calls.push_back(asio::co_spawn(pool, clients[i % 4].create_user(), asio::use_future));
    for (auto& call : calls)
        CHECK(call.get().has_value());
}

} // namespace

TEST_CASE_FIXTURE(
    entra_fixture, "threads: first uses on several threads at a time are one search and one token")
{
    asio::thread_pool pool(3);
    std::atomic<int> asked = 0;
    environment["AZURE_POD_IDENTITY_AUTHORITY_HOST"] = server.metadata_endpoint();
    const auto none = std::make_shared<bearer_credential>([&asked] { return count(asked); });
    const auto machine =
        std::make_shared<managed_identity_credential>(pool.get_executor(), managed_identity_id(), entra());
    const auto chain = std::make_shared<chained_credential>(
        pool.get_executor(), std::vector<std::shared_ptr<token_credential>>{none, machine}, entra());
    call_in_parallel(*this, pool, chain);
    CHECK(asked == 1);
    CHECK(identity_requests() == 1);
    const auto first = run(chain->get_token()).value();
    clock->advance(13h); // while the token is renewed, ahead
    call_in_parallel(*this, pool, chain);
    run_until([&] { return run(chain->get_token()).value().token() != first.token(); });
    clock->advance(25h); // after its end
    call_in_parallel(*this, pool, chain);
    CHECK(asked == 1);
    CHECK(identity_requests() == 3);
    pool.join();
}

TEST_CASE_FIXTURE(entra_fixture, "threads: several scopes of one credential are asked for at the same time")
{
    asio::thread_pool pool(3);
    const auto other = std::make_shared<chained_credential>(
        pool.get_executor(),
        std::vector<std::shared_ptr<token_credential>>{std::make_shared<client_secret_credential>(
            pool.get_executor(), server.tenant_id(), server.client_id(), server.client_secret(), entra())},
        entra());
    std::vector<std::future<result<access_token>>> tokens;
    for (int i = 0; i < 12; ++i)
        tokens.push_back(asio::co_spawn(
            pool,
            other->get_token(entra_token_request(
                {"https://communication.azure.com/" + std::to_string(i % 3) + "/.default"})),
            asio::use_future));
    for (auto& token : tokens)
        CHECK(token.get().has_value());
    CHECK(token_requests() == 3);
    pool.join();
}
