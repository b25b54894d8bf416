#include "address_race_fixture.hpp"

#include <boost/asio/co_spawn.hpp>
#include <exception>
#include <filesystem>
#include <stdexcept>
#include <thread>
#include <utility>

using namespace acs;
using transport::address_list;
namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

asio::awaitable<void> connect(
    asio::any_io_executor executor, address_list addresses,
    std::shared_ptr<address_race_fixture::started_call> call, boot_time limit)
{
    auto result = co_await transport::connect_to_any(executor, std::move(addresses), *call->limit, limit);
    if (result)
        call->socket = std::move(*result);
    else
        call->why = result.error();
    call->done = true;
    call->limit.reset();
}

} // namespace

address_race_fixture::started_call::started_call(
    asio::io_context& context, std::shared_ptr<time_source> time, boot_time expiry)
    : limit(std::make_shared<transport::deadline>(
          std::make_shared<transport::timeout_queue>(context.get_executor(), std::move(time)),
          asio::cancellation_state(), expiry))
{
    limit->start(boot_time::max());
}

address_race_fixture::address_race_fixture()
    : acceptor_(listening_, endpoint(asio::ip::address_v4::loopback(), 0))
{
    acceptor_.non_blocking(true);
}

address_race_fixture::endpoint address_race_fixture::refused()
{
    // Bound, so that nobody else gets the port, and not listening.
    return refusing_.emplace_back(listening_, endpoint(asio::ip::address_v4::loopback(), 0)).local_endpoint();
}

address_race_fixture::endpoint address_race_fixture::silent()
{
    silent_.emplace_back().fill();
    return {asio::ip::address_v4::loopback(), silent_.back().port()};
}

std::shared_ptr<address_race_fixture::started_call> address_race_fixture::prepare(
    address_list addresses, boot_clock::duration limit, boot_clock::duration deadline)
{
    const boot_time now = clock->now_boottime();
    const auto started = std::make_shared<started_call>(*context, clock, now + deadline);
    asio::co_spawn(
        *context, connect(context->get_executor(), std::move(addresses), started, now + limit),
        [](std::exception_ptr thrown) {
            if (thrown)
                std::rethrow_exception(thrown); // fails the test, from settle
        });
    return started;
}

std::shared_ptr<address_race_fixture::started_call> address_race_fixture::start(
    address_list addresses, boot_clock::duration limit, boot_clock::duration deadline)
{
    auto started = prepare(std::move(addresses), limit, deadline);
    settle();
    return started;
}

void address_race_fixture::settle()
{
    do
        context->restart();
    while (context->poll() > 0);
}

void address_race_fixture::advance(std::chrono::nanoseconds by)
{
    clock->advance(by);
    settle();
}

void address_race_fixture::run_until_done(const started_call& awaited)
{
    const auto begun = std::chrono::steady_clock::now();
    for (; !awaited.done; settle(), std::this_thread::yield())
        if (std::chrono::steady_clock::now() - begun > std::chrono::seconds(30))
            throw std::runtime_error("the call did not end");
}

bool address_race_fixture::was_connected()
{
    boost::system::error_code ec;
    tcp::socket peer(listening_);
    acceptor_.accept(peer, ec);
    return !ec;
}

int address_race_fixture::open_sockets()
{
    int count = 0;
    for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) {
        std::error_code gone; // such as that of the directory itself
        const auto target = std::filesystem::read_symlink(entry.path(), gone);
        count += !gone && target.string().starts_with("socket:");
    }
    return count;
}
