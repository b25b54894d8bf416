#ifndef ACS_TRANSPORT_CONNECTION_REPORT_HPP
#define ACS_TRANSPORT_CONNECTION_REPORT_HPP

#include "wire/endpoint.hpp"

#include <acs/observer.hpp>
#include <acs/time_source.hpp>

#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <openssl/types.h>
#include <optional>

namespace acs::transport {

// What one connection tells its client's observer, and its number. Used where the connection is used: by one
// call at a time. Where nobody listens, no clock is read. The destructor reports that the connection is
// closed, so it must not run while a mutex is held.
class connection_report
{
public:
    // Null: nobody listens. The endpoint must outlive it.
    connection_report(
        std::shared_ptr<const observer> to, std::shared_ptr<time_source> time, const wire::endpoint& server);
    connection_report(const connection_report&) = delete;
    connection_report& operator=(const connection_report&) = delete;
    ~connection_report();

    // Unique in this process, never 0.
    std::uint64_t number() const { return number_; }

    // In the order of opening. Each of the `*_started` is followed by its end.
    void opening();
    void look_up_started();
    void look_up_ended(std::size_t addresses, std::optional<errc> error);
    void handshake_started();
    void handshake_ended(SSL* connection, std::optional<errc> error);
    void opened(const boost::asio::ip::tcp::endpoint& peer, bool tls, bool proxied);
    void failed(errc why);

    // An answer was received.
    void answered() { ++requests_; }
    // Why it is going to be closed; the first reason counts. Without any it is the client's end.
    void closing(close_reason why);

private:
    event_context context() const;
    boot_time now() const;

    std::shared_ptr<const observer> to_;
    std::shared_ptr<time_source> time_;
    const wire::endpoint& server_;
    std::uint64_t number_;
    boot_time begun_{};
    boot_time step_begun_{};
    boot_time opened_at_{};
    std::uint64_t requests_ = 0;
    std::optional<close_reason> reason_;
    bool open_ = false;
};

} // namespace acs::transport

#endif
