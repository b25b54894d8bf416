#ifndef ACS_TRANSPORT_HTTP_TRANSPORT_HPP
#define ACS_TRANSPORT_HTTP_TRANSPORT_HPP

#include "transport/connection_pool.hpp"
#include "transport/deadline.hpp"
#include "transport/failure.hpp"
#include "transport/settings.hpp"

#include <boost/asio/awaitable.hpp>
#include <memory>
#include <optional>

namespace acs::transport {

// Which connections a call accepts.
enum class connection_choice
{
    any,    // a pooled one that passed the liveness look, or a new one
    recent, // a pooled one only if it was in use a moment ago: for what must not be sent twice
    fresh,  // a new one
};

// Connections to one endpoint, for exchanges. Thread-safe.
class http_transport
{
public:
    using lease = connection_pool::lease;

    http_transport(std::shared_ptr<timeout_queue> timeouts, settings options);

    // A connection that is open and idle, if there is one; else nothing. For the way most calls go.
    lease try_acquire(connection_choice choice);

    // An open connection. Waits for one, or opens it.
    boost::asio::awaitable<boost::system::result<lease, failure>> acquire(
        connection_choice choice, deadline& call);

    // Opens a connection, unless there are enough, and leaves it to the pool.
    boost::asio::awaitable<std::optional<failure>> warm_up(deadline& call);

    // Closes the idle connections.
    void stop();

private:
    std::shared_ptr<connection_pool> pool_;
};

} // namespace acs::transport

#endif
