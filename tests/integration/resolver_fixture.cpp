#include "resolver_fixture.hpp"

#include <boost/asio/co_spawn.hpp>
#include <exception>
#include <utility>

using namespace acs;
using transport::address_list;
using transport::resolver;
namespace asio = boost::asio;

namespace {

asio::awaitable<void> look_up(
    std::shared_ptr<resolver> names, std::shared_ptr<resolver_fixture::started_call> call, std::string host,
    boot_time limit)
{
    auto result = co_await names->resolve(std::move(host), "443", *call->limit, limit);
    if (result)
        call->found = std::move(*result);
    else
        call->why = result.error();
    call->done = true;
    call->limit.reset();
}

} // namespace

resolver_fixture::started_call::started_call(
    asio::io_context& context, std::shared_ptr<time_source> time, boot_time expiry)
    : limit(std::make_shared<transport::deadline>(
          std::make_shared<transport::timeout_queue>(context.get_executor(), std::move(time)),
          asio::cancellation_state(), expiry))
{
    limit->start(boot_time::max());
}

resolver_fixture::resolver_fixture()
    : names(std::make_shared<resolver>(
          clock, [this](const asio::any_io_executor&, const std::string& host, resolver::look_up_done done) {
              asked.push_back(host);
              waiting.push_back(std::move(done));
          }))
{}

std::shared_ptr<resolver_fixture::started_call> resolver_fixture::start(
    std::string host, boot_clock::duration limit)
{
    return start(std::move(host), limit, std::chrono::minutes(1));
}

std::shared_ptr<resolver_fixture::started_call> resolver_fixture::start(
    std::string host, boot_clock::duration limit, boot_clock::duration deadline)
{
    const boot_time now = clock->now_boottime();
    const auto started = std::make_shared<started_call>(*context, clock, now + deadline);
    asio::co_spawn(
        *context, look_up(names, started, std::move(host), now + limit), [](std::exception_ptr thrown) {
            if (thrown)
                std::rethrow_exception(thrown); // fails the test, from settle
        });
    settle();
    return started;
}

void resolver_fixture::settle()
{
    do
        context->restart();
    while (context->poll() > 0);
}

void resolver_fixture::advance(std::chrono::nanoseconds by)
{
    clock->advance(by);
    settle();
}

void resolver_fixture::answer(boost::system::error_code ec, resolver::addresses found)
{
    const auto done = std::move(waiting.at(0));
    waiting.erase(waiting.begin());
    done(ec, std::move(found));
    settle();
}

void resolver_fixture::answer(const char* address)
{
    answer({}, {asio::ip::make_address(address)});
}

address_list resolver_fixture::with_443(std::initializer_list<const char*> texts)
{
    address_list made;
    for (const char* text : texts)
        made.emplace_back(asio::ip::make_address(text), asio::ip::port_type(443));
    return made;
}
