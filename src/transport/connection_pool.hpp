#ifndef ACS_TRANSPORT_CONNECTION_POOL_HPP
#define ACS_TRANSPORT_CONNECTION_POOL_HPP

#include "transport/connection.hpp"
#include "transport/connector.hpp"
#include "transport/deadline.hpp"
#include "transport/failure.hpp"
#include "transport/settings.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <deque>
#include <memory>
#include <mutex>
#include <vector>

namespace acs::transport {

// The connections of one client to its endpoint: a bounded number; the one used last is used first; calls
// that find none wait in order. Thread-safe; the mutex is never held across a suspension.
class connection_pool : public std::enable_shared_from_this<connection_pool>
{
public:
    connection_pool(std::shared_ptr<timeout_queue> timeouts, std::shared_ptr<const settings> options);

    // A connection at one call's disposal, open or yet to be opened. Goes back to the pool when destroyed:
    // for the next call if it is reusable, else just its place.
    class lease
    {
    public:
        lease() = default;
        lease(std::shared_ptr<connection_pool> pool, std::unique_ptr<connection> leased);
        lease(lease&&) noexcept = default;
        lease& operator=(lease&& other) noexcept;
        ~lease();

        connection* operator->() const { return connection_.get(); }
        connection& operator*() const { return *connection_; }

        explicit operator bool() const { return connection_ != nullptr; }

        // Replaces the connection by one that is not open.
        void renew();

    private:
        std::shared_ptr<connection_pool> pool_;
        std::unique_ptr<connection> connection_;
    };

    // Which idle connections a call accepts: those used within the last so many nanoseconds.
    using idle_limit = std::chrono::nanoseconds;
    static constexpr idle_limit any_idle = idle_limit::max();

    // An idle connection, if there is one and nobody waits in line.
    lease try_idle(idle_limit accepted);

    // One that may be opened, unless there are enough already.
    lease try_new();

    // An idle connection, or one that may be opened; waits in line for it. Fails only when the call has to
    // end.
    boost::asio::awaitable<boost::system::result<lease, failure>> acquire(
        idle_limit accepted, deadline& call);

    // Closes the idle connections; those in use are closed when they come back.
    void stop();

private:
    struct waiter;
    class place_in_line;
    struct idle_connection
    {
        std::unique_ptr<connection> held;
        boot_time since;
        boot_time until; // not used after that
    };

    using connections = std::vector<std::unique_ptr<connection>>;

    lease take(idle_limit accepted, connections& dropped);
    lease take_idle(idle_limit accepted, connections& dropped);
    void give_back(std::unique_ptr<connection> returned);
    boot_time kept_until(const connection& idle, boot_time now) const;
    close_reason reason_of(const idle_connection& outdated) const;
    void drop_outdated(boot_time now, connections& dropped);
    std::unique_ptr<connection> make_connection() const;

    std::shared_ptr<timeout_queue> timeouts_;
    std::shared_ptr<const settings> options_;
    std::shared_ptr<connector> connector_;
    std::shared_ptr<tls_context> tls_;

    std::mutex mutex_; // of everything below
    std::vector<idle_connection> idle_;
    std::deque<std::shared_ptr<waiter>> waiters_;
    std::size_t total_ = 0; // idle, leased, and promised to a waiter
    bool stopped_ = false;
};

} // namespace acs::transport

#endif
