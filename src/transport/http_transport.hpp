#ifndef ACS_TRANSPORT_HTTP_TRANSPORT_HPP
#define ACS_TRANSPORT_HTTP_TRANSPORT_HPP

#include "transport/deadline.hpp"
#include "transport/failure.hpp"
#include "transport/settings.hpp"

#include <acs/time_source.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <memory>
#include <string_view>

namespace acs::transport {

class connection_pool;

// Carries requests to one endpoint and brings the answers. Thread-safe.
class http_transport
{
public:
    http_transport(
        boost::asio::any_io_executor executor, settings options, std::shared_ptr<time_source> time);
    ~http_transport();

    // Sends one request (head and body), receives one answer, on a pooled connection or, if `fresh`, on a new
    // one. `request` must stay valid until the end.
    boost::asio::awaitable<exchange_result> exchange(std::string_view request, bool fresh, deadline& call);

    // Closes the idle connections.
    void stop();

private:
    std::shared_ptr<connection_pool> pool_;
};

} // namespace acs::transport

#endif
