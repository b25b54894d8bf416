// What a client tells about its work: to an observer of one's own with trace ids, to a log, and to metrics.
#include "demo_resource.hpp"

#include <acs/identity.hpp>
#include <acs/log_observer.hpp>
#include <acs/metrics.hpp>
#include <acs/observer_attributes.hpp>
#include <boost/asio.hpp>
#include <iostream>
#include <sstream>

namespace asio = boost::asio;
using namespace std::chrono_literals;

// Where a program hands spans to its tracing library. Called in the middle of the work: be short.
std::shared_ptr<const acs::observer> make_span_observer()
{
    const auto made = std::make_shared<acs::observer>(); // callbacks that are left out cost nothing
    made->attempt_ended = [](const acs::attempt_ended_event& event) {
        std::cout << "span " << event.trace.span_id << " of trace " << event.trace.trace_id << ':';
        for (const acs::attribute& each : acs::attributes(event)) // under OpenTelemetry's names
            if (each.name == acs::attribute_name::acs_operation || each.name.starts_with("http."))
                std::visit([&](auto value) { std::cout << ' ' << each.name << '=' << value; }, each.value);
        std::cout << '\n';
    };
    return made;
}

asio::awaitable<void> call_in_a_trace(acs::client_options options)
{
    acs::identity_client client(co_await asio::this_coro::executor, options.retry_base_delay(50ms));
    acs::call_options traced; // what the caller of this server sent as its place in a trace
    traced.traceparent("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
    const acs::communication_user user = (co_await client.create_user(traced)).value();
    (co_await client.get_token(user, acs::scope::chat, traced)).value();
    (co_await client.delete_user(user, traced)).value();
}

int main()
try {
    demo_resource resource;
    resource.fail(R"({"kind":"status","status":503,"op":"get_token","times":1})"); // so that one is retried
    const acs::metrics counted;
    const auto log = acs::make_log_observer(std::clog); // to standard error, from level info on
    acs::client_options options = resource.options();
    options.observer(acs::combine(make_span_observer(), acs::combine(log, counted.observer())));
    asio::io_context context;
    auto done = asio::co_spawn(context, call_in_a_trace(options), asio::use_future);
    context.run();
    done.get();
    std::istringstream text(counted.text()); // what a server answers when Prometheus asks
    for (std::string line; std::getline(text, line);)
        if (line.starts_with("acs_calls_total") || line.starts_with("acs_retries_total"))
            std::cout << line << '\n';
} catch (const std::exception& failed) {
    std::cerr << failed.what() << '\n';
    return 1;
}
