#include "transport/connector.hpp"

#include "transport/address_race.hpp"
#include "transport/proxy_tunnel.hpp"

#include <utility>

namespace acs::transport {

namespace asio = boost::asio;

connector::connector(
    asio::any_io_executor executor, std::shared_ptr<const settings> options,
    std::shared_ptr<time_source> time)
    : executor_(std::move(executor)), options_(std::move(options)),
      names_(std::make_shared<resolver>(std::move(time)))
{}

asio::awaitable<boost::system::result<connector::tcp::socket, failure>> connector::connect(
    deadline& call, connection_report& report)
{
    const wire::endpoint& endpoint = options_->endpoint;
    const std::optional<wire::proxy>& proxy = options_->proxy;
    const std::string& host = proxy ? proxy->host : endpoint.host;
    const std::string& port = proxy ? proxy->port : endpoint.port;
    const boot_time limit = deadline::after(call.time().now_boottime(), options_->connect_timeout);

    const bool looks_up = !names_->knows(host);
    if (looks_up)
        report.look_up_started();
    auto addresses = co_await names_->resolve(host, port, call, limit);
    if (looks_up)
        report.look_up_ended(
            addresses ? addresses->size() : 0,
            addresses ? std::nullopt : std::optional(addresses.error().code));
    if (!addresses)
        co_return addresses.error();
    if (!endpoint.tls && !endpoint.link_local)
        addresses = only_loopback(*addresses);
    if (addresses->empty()) {
        failure why;
        why.code = errc::insecure_endpoint;
        why.what = "the name leads to an address that is not loopback";
        co_return why;
    }
    auto connected = co_await connect_to_any(executor_, std::move(*addresses), call, limit);
    if (!connected) {
        if (connected.error().code == errc::connect_failed || connected.error().code == errc::connect_timeout)
            names_->forget(host);
        co_return connected;
    }
    if (proxy)
        if (auto why = co_await open_tunnel(*connected, *proxy, endpoint, call, limit))
            co_return *why;
    co_return connected;
}

} // namespace acs::transport
