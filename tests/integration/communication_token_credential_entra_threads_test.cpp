// Several threads at credentials that exchange a token of Entra ID, which changes meanwhile. For
// ThreadSanitizer above all; what is checked holds whatever the order.
#include "exchange_fixture.hpp"

#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cstddef>
#include <doctest/doctest.h>
#include <exception>
#include <memory>
#include <string>
#include <vector>

namespace asio = boost::asio;
using namespace acs;

namespace {

struct shared_state
{
    std::vector<access_token> entra; // constant
    std::atomic<std::size_t> asked{0};
    std::atomic<std::size_t> given{0};
    std::atomic<std::size_t> stopped{0};
    std::atomic<std::size_t> cancelled{0};
    std::atomic<std::size_t> failed{0};
    std::atomic<std::size_t> thrown{0}; // by get() itself
};

// Another token every now and then.
asio::awaitable<result<access_token>> answer(std::shared_ptr<shared_state> all)
{
    const std::size_t number = ++all->asked;
    co_await asio::post(co_await asio::this_coro::executor, asio::use_awaitable);
    co_return all->entra[number / 16 % all->entra.size()];
}

void count(shared_state& all, const result<access_token>& got)
{
    if (got)
        ++all.given;
    else if (got.error() == errc::client_stopped)
        ++all.stopped;
    else if (got.error() == errc::canceled)
        ++all.cancelled;
    else
        ++all.failed;
}

asio::awaitable<void> use(std::shared_ptr<exchanged_token> shared, std::shared_ptr<shared_state> all)
{
    for (int i = 0; i < 20; ++i)
        count(*all, co_await shared->get());
}

} // namespace

TEST_CASE_FIXTURE(
    exchange_fixture, "communication token credential, Entra: several threads use, cancel and stop it")
{
    const auto all = std::make_shared<shared_state>();
    all->entra = {entra, mint()};
    asio::thread_pool pool(3);
    std::vector<std::shared_ptr<exchanged_token>> credentials;
    for (int i = 0; i < 4; ++i)
        credentials.push_back(exchanged_token::create(
                                  pool.get_executor(), options(),
                                  [all](std::vector<std::string>) { return answer(all); }, {for_clients})
                                  .value());
    for (const auto& shared : credentials) {
        for (int user = 0; user < 4; ++user)
            asio::co_spawn(pool, use(shared, all), [](std::exception_ptr) {});
        for (int once = 0; once < 10; ++once) {
            const asio::any_io_executor strand = asio::make_strand(pool);
            const auto signal = std::make_shared<asio::cancellation_signal>();
            asio::co_spawn(
                strand, shared->get(),
                asio::bind_cancellation_slot(
                    signal->slot(),
                    [signal, all](std::exception_ptr thrown, const result<access_token>& got) {
                        if (thrown)
                            ++all->thrown;
                        else
                            count(*all, got);
                    }));
            // After its first steps: a coroutine that was cancelled before them never begins.
            asio::post(strand, [strand, signal] {
                asio::post(strand, [signal] { signal->emit(asio::cancellation_type::terminal); });
            });
        }
    }
    asio::post(pool, [shared = credentials[0]] { shared->stop(); });
    credentials.clear(); // the coroutines have the others
    pool.join();
    CHECK(all->thrown == 0);
    CHECK(all->given > 0);
    CHECK(all->failed == 0);
    CHECK(all->given + all->stopped + all->cancelled + all->failed == 4 * (4 * 20 + 10));
}
