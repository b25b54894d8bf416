#ifndef TESTS_INTEGRATION_ADDRESS_RACE_FIXTURE_HPP
#define TESTS_INTEGRATION_ADDRESS_RACE_FIXTURE_HPP

#include "silent_port.hpp"
#include "transport/address_race.hpp"

#include <acs/manual_clock.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <list>
#include <memory>
#include <optional>

/// Addresses of every kind, and calls that connect to them.
class address_race_fixture
{
public:
    using endpoint = boost::asio::ip::tcp::endpoint;

    /// A call that needs a connection, of a client of its own.
    struct started_call
    {
        started_call(
            boost::asio::io_context& context, std::shared_ptr<acs::time_source> time, acs::boot_time expiry);

        std::shared_ptr<acs::transport::deadline> limit; ///< until it is done
        bool done = false;
        std::optional<boost::asio::ip::tcp::socket> socket;
        acs::transport::failure why;
    };

    /// The address that accepts.
    endpoint good() const { return acceptor_.local_endpoint(); }
    /// Another address, which refuses.
    endpoint refused();
    /// Another address, from which no answer comes.
    endpoint silent();

    /// Starts a call; it doesn't get any further yet.
    std::shared_ptr<started_call> prepare(
        acs::transport::address_list addresses, acs::boot_clock::duration limit,
        acs::boot_clock::duration deadline);
    /// Starts a call, and lets it go as far as it gets at once.
    std::shared_ptr<started_call> start(
        acs::transport::address_list addresses, acs::boot_clock::duration limit = std::chrono::seconds(10),
        acs::boot_clock::duration deadline = std::chrono::seconds(60));

    /// Runs what is ready, until nothing is.
    void settle();
    void advance(std::chrono::nanoseconds by);
    /// Throws if the call does not end within half a minute of real time.
    void run_until_done(const started_call& awaited);

    /// True if the good address has a connection that nobody has seen yet.
    bool was_connected();

    /// How many sockets this process has open.
    static int open_sockets();

    std::shared_ptr<acs::manual_clock> clock = std::make_shared<acs::manual_clock>();
    std::optional<boost::asio::io_context> context{std::in_place};

    address_race_fixture();

private:
    boost::asio::io_context listening_;
    boost::asio::ip::tcp::acceptor acceptor_;
    std::list<boost::asio::ip::tcp::socket> refusing_;
    std::list<silent_port> silent_;
};

#endif
