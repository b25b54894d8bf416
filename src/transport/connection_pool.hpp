#ifndef ACS_TRANSPORT_CONNECTION_POOL_HPP
#define ACS_TRANSPORT_CONNECTION_POOL_HPP

#include "transport/connection.hpp"
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
    connection_pool(
        boost::asio::any_io_executor executor, std::shared_ptr<const settings> options,
        std::shared_ptr<time_source> time);

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

        // Replaces the connection by one that is not open.
        void renew();

    private:
        std::shared_ptr<connection_pool> pool_;
        std::unique_ptr<connection> connection_;
    };

    // Fails only when the call has to end.
    boost::asio::awaitable<boost::system::result<lease, failure>> acquire(deadline& call);

    // Closes the idle connections; those in use are closed when they come back.
    void stop();

private:
    struct waiter;
    class place_in_line;
    struct idle_connection
    {
        std::unique_ptr<connection> held;
        boot_time since;
    };

    std::unique_ptr<connection> take_idle();
    void give_back(std::unique_ptr<connection> returned);
    std::unique_ptr<connection> make_connection() const;

    boost::asio::any_io_executor executor_;
    std::shared_ptr<const settings> options_;
    std::shared_ptr<time_source> time_;
    std::shared_ptr<tls_context> tls_;

    std::mutex mutex_; // of everything below
    std::vector<idle_connection> idle_;
    std::deque<std::shared_ptr<waiter>> waiters_;
    std::size_t total_ = 0; // idle, leased, and promised to a waiter
    bool stopped_ = false;
};

} // namespace acs::transport

#endif
