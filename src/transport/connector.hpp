#ifndef ACS_TRANSPORT_CONNECTOR_HPP
#define ACS_TRANSPORT_CONNECTOR_HPP

#include "transport/connection_report.hpp"
#include "transport/deadline.hpp"
#include "transport/failure.hpp"
#include "transport/resolver.hpp"
#include "transport/settings.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <memory>

namespace acs::transport {

// Makes TCP connections that lead to the endpoint: directly, or through the proxy's tunnel. Thread-safe.
class connector
{
public:
    using tcp = boost::asio::ip::tcp;

    connector(
        boost::asio::any_io_executor executor, std::shared_ptr<const settings> options,
        std::shared_ptr<time_source> time);

    // Resolves, tries the addresses, asks the proxy. The connect timeout limits all that together.
    boost::asio::awaitable<boost::system::result<tcp::socket, failure>> connect(
        deadline& call, connection_report& report);

private:
    boost::asio::any_io_executor executor_;
    std::shared_ptr<const settings> options_;
    std::shared_ptr<resolver> names_;
};

} // namespace acs::transport

#endif
