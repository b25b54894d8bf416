#include "call_stages.hpp"

#include "event_recorder.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

using namespace acs;
namespace asio = boost::asio;

namespace {

// A credential's coroutine that never comes to an end by itself.
asio::awaitable<result<access_token>> wait_for_ever(std::shared_ptr<bool> begun)
{
    *begun = true;
    asio::steady_timer timer(co_await asio::this_coro::executor, asio::steady_timer::time_point::max());
    co_await timer.async_wait(asio::use_awaitable);
    co_return access_token();
}

client_options at(const std::string& url, const client_fixture& fixture)
{
    return client_options::with_access_key(url, fixture.server.access_key()).value().time(fixture.clock);
}

} // namespace

std::vector<std::string_view> stuck_call::stages()
{
    return {"connect", "handshake", "pool", "response", "drip", "backoff", "quota", "credential"};
}

stuck_call::stuck_call(std::string_view stage, const call_options& how)
    : fixture_(std::make_unique<client_fixture>())
{
    client_fixture& on = *fixture_;
    const communication_user user(
        "8:acs:00000000-0000-0000-0000-000000000000_00000000-0000-0000-0000-000000000000");
    const auto begin = [&](client_options options) {
        client_.emplace(on.context.get_executor(), std::move(options));
        return on.start(client_->get_token(user, scope::chat, how));
    };
    if (stage == "connect" || stage == "handshake") {
        port_ = std::make_unique<silent_port>();
        if (stage == "connect")
            port_->fill();
        const auto never = std::chrono::hours(24);
        call_ = begin(at(port_->url(), on).connect_timeout(never).handshake_timeout(never));
        if (stage == "handshake")
            on.run_until([&] { return port_->accept(); });
        on.settle();
    } else if (stage == "pool") {
        on.fault(R"({"kind":"hang"})");
        client_.emplace(on.context.get_executor(), on.options().max_connections(1));
        first_ = on.start(client_->get_token(user, scope::chat));
        on.run_until([&] { return on.requests() == 1; });
        call_ = on.start(client_->get_token(user, scope::chat, how));
        on.settle();
    } else if (stage == "response") {
        on.fault(R"({"kind":"hang"})");
        call_ = begin(on.options().response_timeout(std::chrono::hours(24)));
        on.run_until([&] { return on.requests() == 1; });
    } else if (stage == "drip") { // an answer has begun, but stays incomplete
        on.fault(R"({"kind":"drip","bytes":8,"milliseconds":1000000})");
        call_ = begin(on.options().response_timeout(std::chrono::hours(24)));
        on.run_until([&] { return on.requests() == 1 && on.clock->pending() == 2; });
        on.settle();
    } else if (stage == "backoff") {
        on.fault(R"({"kind":"throttle","seconds":59})");
        const event_recorder seen;
        call_ = begin(on.options().observer(seen.observer()));
        on.run_until([&] { return seen.count("retry_scheduled") == 1; });
        on.settle();
    } else if (stage == "quota") {
        call_ = begin(on.options().quota(quota::uniform(rate{1.0 / 59, 1})));
        on.run_until([&] { return call_->done(); }); // took the only permit, for a 403
        call_ = on.start(client_->get_token(user, scope::chat, how));
        on.settle();
    } else if (stage == "credential") {
        const auto begun = std::make_shared<bool>(false);
        const auto source = std::make_shared<bearer_credential>([begun] { return wait_for_ever(begun); });
        auto made = client_options::with_credential(on.server.endpoint(), source).value();
        call_ = begin(made.time(on.clock));
        on.run_until([&] { return *begun; });
        on.settle();
    }
}

stuck_call::~stuck_call() = default;

void stuck_call::destroy_fixture()
{
    client_.reset();
    fixture_.reset();
}
