#include "client_fixture.hpp"

#include "wire/issued_token.hpp"

#include <acs/prefetch.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/json/parse.hpp>
#include <chrono>
#include <exception>
#include <stdexcept>
#include <thread>

namespace {

acs::emulator_options with_clock(
    acs::emulator_options options, const std::shared_ptr<acs::manual_clock>& clock)
{
    options.time(clock).signing(acs::token_signing::hs256);
    return options;
}

boost::json::value checked(const acs::control_reply& reply)
{
    if (reply.status != 200)
        throw std::runtime_error("control interface: " + reply.body);
    return boost::json::parse(reply.body);
}

} // namespace

client_fixture::client_fixture(acs::emulator_options options) : server(with_clock(std::move(options), clock))
{}

acs::client_options client_fixture::options() const
{
    return acs::client_options::from_connection_string(server.connection_string())
        .value()
        .ca_file(server.ca_file())
        .time(clock)
        .proxy(""); // the environment may have one
}

template <class T>
std::shared_ptr<pending<T>> client_fixture::start(boost::asio::awaitable<acs::result<T>> call)
{
    auto state = std::make_shared<pending<T>>();
    boost::asio::co_spawn(
        context, std::move(call),
        boost::asio::bind_cancellation_slot(
            state->cancel.slot(), [state](std::exception_ptr thrown, acs::result<T> result) {
                if (thrown)
                    std::rethrow_exception(thrown); // fails the test, from run_until
                state->result = std::move(result);
            }));
    return state;
}

template <class T>
using started = std::shared_ptr<pending<T>>;
template <class T>
using call = boost::asio::awaitable<acs::result<T>>;
template started<void> client_fixture::start(call<void>);
template started<acs::access_token> client_fixture::start(call<acs::access_token>);
template started<acs::communication_user> client_fixture::start(call<acs::communication_user>);
template started<acs::prefetch_progress> client_fixture::start(call<acs::prefetch_progress>);
template started<acs::teams_extension_assignment> client_fixture::start(
    call<acs::teams_extension_assignment>);
template started<acs::user_and_token> client_fixture::start(call<acs::user_and_token>);
template started<acs::user_detail> client_fixture::start(call<acs::user_detail>);
template started<acs::wire::issued_token> client_fixture::start(call<acs::wire::issued_token>);

void client_fixture::run_until(const std::function<bool()>& condition)
{
    const auto start = std::chrono::steady_clock::now();
    while (!condition()) {
        if (std::chrono::steady_clock::now() - start > std::chrono::seconds(30))
            throw std::runtime_error("the condition did not come true");
        context.restart();
        if (context.poll() == 0)
            std::this_thread::yield();
    }
}

void client_fixture::settle()
{
    do
        context.restart();
    while (context.poll() > 0);
}

// True if the client does nothing but wait for the clock. The emulator is asked in between, so that an answer
// which was on its way has arrived.
bool client_fixture::pauses()
{
    for (int i = 0; i < 3; ++i) {
        server.control("GET", "clock");
        context.restart();
        if (context.poll() > 0)
            return false;
    }
    return clock->pending() > 0;
}

bool client_fixture::advance()
{
    clock->advance_to_next();
    return false;
}

boost::json::value client_fixture::post(std::string_view path, std::string_view json)
{
    return checked(server.control("POST", path, json));
}

boost::json::value client_fixture::get(std::string_view path)
{
    return checked(server.control("GET", path));
}

std::int64_t client_fixture::requests()
{
    return get("stats").at("requests").to_number<std::int64_t>();
}

std::int64_t client_fixture::connections_opened()
{
    return get("stats").at("connections").at("opened").to_number<std::int64_t>();
}

boost::json::value client_fixture::last_request()
{
    return get("journal?last=1").at("entries").at(0);
}

std::string client_fixture::introspect(const acs::access_token& token)
{
    const auto answer = post("introspect", R"({"token":")" + std::string(token.token()) + R"("})");
    return std::string(answer.at("reason").as_string());
}
