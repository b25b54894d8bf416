#include "transport/resolver.hpp"

#include "transport/event.hpp"
#include "wire/ascii.hpp"
#include "wire/decimal.hpp"

#include <boost/asio/bind_executor.hpp>

namespace acs::transport {

namespace {

using boost::asio::ip::tcp;

// Shared with the look-up, which may outlive the call.
struct look_up
{
    explicit look_up(const boost::asio::any_io_executor& strand) : resolver(strand), done(strand) {}

    tcp::resolver resolver;
    event done;
    boost::system::error_code ec;
    address_list found;
};

} // namespace

boost::asio::awaitable<boost::system::result<address_list, failure>> resolve(
    std::string host, std::string port, deadline& call, boot_time limit)
{
    const auto number = static_cast<boost::asio::ip::port_type>(wire::parse_decimal(port).value_or(0));
    address_list known;
    boost::system::error_code not_numeric;
    const auto address = boost::asio::ip::make_address(host, not_numeric);
    if (!not_numeric) {
        known.emplace_back(address, number);
    } else if (wire::equal_ignoring_case(
                   host, "localhost")) { // RFC 6761: loopback, whatever the system's files say
        known.emplace_back(boost::asio::ip::address_v4::loopback(), number);
        known.emplace_back(boost::asio::ip::address_v6::loopback(), number);
    }
    if (!known.empty())
        co_return std::move(known);

    const auto state = std::make_shared<look_up>(call.executor());
    state->resolver.async_resolve(
        host, port, tcp::resolver::numeric_service,
        boost::asio::bind_executor(
            call.executor(),
            [state](boost::system::error_code ec, const tcp::resolver::results_type& results) {
                state->ec = ec;
                for (const auto& entry : results)
                    state->found.push_back(entry.endpoint());
                state->done.set();
            }));
    deadline::step step(call, limit, errc::connect_timeout, [raw = state.get()] { raw->done.set(); });
    co_await state->done.wait();

    failure why;
    if (!state->found.empty())
        co_return std::move(state->found);
    if (const auto interrupted = step.why()) {
        why.code = *interrupted;
        why.what = "looking up " + host;
        state->resolver.cancel();
    } else {
        why.code = errc::host_not_found;
        why.cause = state->ec;
        why.what = host;
    }
    co_return why;
}

} // namespace acs::transport
