#ifndef ACS_TRANSPORT_CONNECTION_HPP
#define ACS_TRANSPORT_CONNECTION_HPP

#include "transport/answer_buffer.hpp"
#include "transport/byte_stream.hpp"
#include "transport/connection_report.hpp"
#include "transport/connector.hpp"
#include "transport/deadline.hpp"
#include "transport/failure.hpp"
#include "transport/io_need.hpp"
#include "transport/settings.hpp"
#include "transport/tls_context.hpp"

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

namespace acs::transport {

class response_parser;

// One connection to the service: TCP, TLS unless the endpoint is plain, HTTP/1.1. One call at a time uses it;
// its operations complete on the executor of the coroutine that awaits them, another one for each call.
class connection
{
public:
    connection(
        std::shared_ptr<connector> connector, std::shared_ptr<const settings> options,
        std::shared_ptr<tls_context> tls, std::shared_ptr<time_source> time);
    connection(const connection&) = delete;
    connection& operator=(const connection&) = delete;

    // Connects and shakes hands.
    boost::asio::awaitable<std::optional<failure>> open(deadline& call);
    bool is_open() const { return stream_.has_value(); }

    // Sends one request (head and body) and receives one answer.
    boost::asio::awaitable<exchange_result> exchange(std::string_view request, deadline& call);

    // True if another exchange may follow: the last answer was read to its end, and the peer keeps the
    // connection.
    bool is_reusable() const { return reusable_; }

    // How long the peer said (Keep-Alive: timeout=) that it keeps the connection, if it did.
    const std::optional<std::chrono::seconds>& kept_by_peer() const { return kept_by_peer_; }

    // A look at an idle connection: false if the peer has closed it or sent what nobody asked for.
    bool is_alive() { return stream_->is_quiet(); }

    // Unique in this process, never 0.
    std::uint64_t number() const { return report_.number(); }

    // True if an exchange was completed before.
    bool was_used() const { return used_; }

    // Says, before it is destroyed, why.
    void closing(close_reason why) { report_.closing(why); }

    // From now on it waits, or has waited, in the pool: it may die there.
    void rest() { rested_ = true; }

    void close();

private:
    using error_code = boost::system::error_code;

    boost::asio::awaitable<std::optional<failure>> connect(deadline& call);
    boost::asio::awaitable<std::optional<failure>> handshake(deadline& call);
    boost::asio::awaitable<error_code> meet(io_need need);
    // Puts bytes into the buffer, if some are there. Says what it needs.
    io_need read(error_code& ec);
    // Parses what is there. True when a whole message has been.
    bool parse(response_parser& parser, error_code& ec);
    failure explain(error_code ec, std::optional<errc> interrupted, bool answer_begun) const;

    std::shared_ptr<connector> connector_;
    std::shared_ptr<const settings> options_;
    std::shared_ptr<tls_context> tls_context_;
    connection_report report_;
    std::optional<byte_stream> stream_;
    std::optional<answer_buffer> answer_;
    bool peer_ended_ = false;
    bool reusable_ = false;
    bool used_ = false;
    bool rested_ = false;
    std::optional<std::chrono::seconds> kept_by_peer_;
};

} // namespace acs::transport

#endif
