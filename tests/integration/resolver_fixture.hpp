#ifndef TESTS_INTEGRATION_RESOLVER_FIXTURE_HPP
#define TESTS_INTEGRATION_RESOLVER_FIXTURE_HPP

#include "transport/resolver.hpp"

#include <acs/manual_clock.hpp>
#include <boost/asio/io_context.hpp>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <vector>

/// A resolver whose look-ups end when the test says so.
class resolver_fixture
{
public:
    /// A call that needs addresses, of a client of its own.
    struct started_call
    {
        started_call(
            boost::asio::io_context& context, std::shared_ptr<acs::time_source> time, acs::boot_time expiry);

        std::shared_ptr<acs::transport::deadline> limit; ///< until it is done
        bool done = false;
        acs::transport::address_list found;
        acs::transport::failure why;
    };

    /// Starts a call with a deadline of a minute, and lets it go as far as it gets.
    std::shared_ptr<started_call> start(
        std::string host, acs::boot_clock::duration limit = std::chrono::seconds(10));
    std::shared_ptr<started_call> start(
        std::string host, acs::boot_clock::duration limit, acs::boot_clock::duration deadline);

    /// Runs what is ready, until nothing is.
    void settle();
    void advance(std::chrono::nanoseconds by);

    /// Ends the oldest look-up that is going on.
    void answer(boost::system::error_code ec, acs::transport::resolver::addresses found);
    void answer(const char* address);

    /// Addresses as a call gets them.
    static acs::transport::address_list with_443(std::initializer_list<const char*> texts);

    std::shared_ptr<acs::manual_clock> clock = std::make_shared<acs::manual_clock>();
    std::optional<boost::asio::io_context> context{std::in_place};
    std::vector<std::string> asked; ///< the hosts of all look-ups
    std::vector<acs::transport::resolver::look_up_done> waiting;
    std::shared_ptr<acs::transport::resolver> names;

    resolver_fixture();
    resolver_fixture(const resolver_fixture&) = delete;
    resolver_fixture& operator=(const resolver_fixture&) = delete;
};

#endif
