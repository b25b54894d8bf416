#ifndef ACS_TRANSPORT_RESOLVER_HPP
#define ACS_TRANSPORT_RESOLVER_HPP

#include "transport/address_order.hpp"
#include "transport/cached_addresses.hpp"
#include "transport/deadline.hpp"
#include "transport/failure.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/system/error_code.hpp>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

namespace acs::transport {

// The addresses of hosts, looked up once for all calls that need them at a time, and remembered for a while.
// One for each client. Thread-safe; the mutex is never held across a suspension.
//
// getaddrinfo can't be cancelled, and Asio runs it on one thread. So a look-up belongs to no call: whoever
// needs the same name joins it, each with its own limit, and its result is remembered even if nobody waits
// any more.
class resolver : public std::enable_shared_from_this<resolver>
{
public:
    using addresses = cached_addresses::addresses;
    using look_up_done = std::function<void(boost::system::error_code ec, addresses found)>;

    // Starts looking up a host; `done` is called once, from any thread, even before the function returns.
    using look_up_function = std::function<void(
        const boost::asio::any_io_executor& executor, const std::string& host, look_up_done done)>;

    // getaddrinfo, for both families, on Asio's thread.
    static void look_up_by_system(
        const boost::asio::any_io_executor& executor, const std::string& host, look_up_done done);

    explicit resolver(
        std::shared_ptr<time_source> time, look_up_function look_up = &resolver::look_up_by_system);

    // The addresses of a host, with the port. An address takes no look-up, nor does localhost (RFC 6761,
    // section 6.3: loopback, whatever the system's files say). If there are older addresses, they are given
    // when the look-up fails or takes longer than `cached_addresses::patience`.
    // Errors: host_not_found, connect_timeout at `limit`, and the call's end. Keeps itself alive meanwhile.
    boost::asio::awaitable<boost::system::result<address_list, failure>> resolve(
        std::string host, std::string port, deadline& call, boot_time limit);

    // True if resolving the host takes no look-up now: it is an address, or remembered.
    bool knows(const std::string& host);

    // All addresses have failed to connect: the next call looks again, unless they are hardly a second old.
    void forget(const std::string& host);

private:
    struct waiter;
    struct flight;
    class seat;
    struct host_entry
    {
        cached_addresses known;
        std::weak_ptr<flight> running; // owned by whoever waits for it and by the look-up
    };

    void start(const boost::asio::any_io_executor& executor, const std::shared_ptr<flight>& begun);
    void finish(flight& ended, boost::system::error_code ec, addresses found);

    std::shared_ptr<time_source> time_;
    look_up_function look_up_;
    std::mutex mutex_; // of what follows, and of the flights
    std::unordered_map<std::string, host_entry> hosts_;
};

} // namespace acs::transport

#endif
