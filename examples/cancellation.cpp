// Ending calls early, by a std::stop_token from any thread or by Asio's cancellation, and going on
// afterwards.
#include "demo_resource.hpp"

#include <acs/identity.hpp>
#include <boost/asio.hpp>
#include <iostream>
#include <thread>

namespace asio = boost::asio;
using namespace std::chrono_literals;

void tell(const char* when, const acs::result<acs::access_token>& token)
{
    if (token)
        std::cout << when << ": a token that expires at " << acs::to_string(token->expires_on()) << '\n';
    else // errc::canceled; a real service's answer may be quicker than that
        std::cout << when << ": " << token.error() << '\n';
}

asio::awaitable<void> end_calls(demo_resource* resource, asio::cancellation_signal* signal)
{
    const auto executor = co_await asio::this_coro::executor;
    acs::identity_client client(executor, resource->options());
    const acs::communication_user user = (co_await client.create_user()).value();
    resource->fail(R"({"kind":"hang","times":2})"); // the emulator: two calls that would last for a minute

    std::stop_source stop; // one may end any number of calls
    const auto stoppable = acs::call_options().stop_token(stop.get_token());
    std::jthread another([&stop] { std::this_thread::sleep_for(100ms), stop.request_stop(); });
    tell("Stopped by a thread", co_await client.get_token(user, acs::scope::chat, stoppable));

    asio::steady_timer soon(executor, 100ms);
    soon.async_wait([signal](boost::system::error_code interrupted) {
        if (!interrupted)
            signal->emit(asio::cancellation_type::terminal);
    });
    tell("Cancelled by Asio", co_await client.get_token(user, acs::scope::chat));
    soon.cancel();
    // That cancelled the whole coroutine: without this, the next co_await throws.
    co_await asio::this_coro::reset_cancellation_state();
    tell("Asked after that", co_await client.get_token(user, acs::scope::chat));
    (co_await client.delete_user(user)).value();
}

int main()
try {
    demo_resource resource;
    asio::cancellation_signal signal;
    asio::io_context context; // run by one thread; with several, emit on the coroutine's strand
    auto cancellable = asio::bind_cancellation_slot(signal.slot(), asio::use_future);
    auto done = asio::co_spawn(context, end_calls(&resource, &signal), std::move(cancellable));
    context.run();
    done.get(); // throws what the coroutine threw
} catch (const std::exception& failed) {
    std::cerr << failed.what() << '\n';
    return 1;
}
