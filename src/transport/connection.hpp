#ifndef ACS_TRANSPORT_CONNECTION_HPP
#define ACS_TRANSPORT_CONNECTION_HPP

#include "transport/deadline.hpp"
#include "transport/failure.hpp"
#include "transport/resolver.hpp"
#include "transport/settings.hpp"
#include "transport/tls_context.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <memory>
#include <optional>
#include <string_view>

namespace acs::transport {

// One connection to the service: TCP, TLS unless the endpoint is plain, HTTP/1.1. One call at a time uses it;
// its operations complete on that call's strand, which may be another one for each call.
class connection
{
public:
    connection(
        const boost::asio::any_io_executor& executor, std::shared_ptr<const settings> options,
        std::shared_ptr<tls_context> tls);

    // Resolves, connects to the first address that accepts, and shakes hands.
    boost::asio::awaitable<std::optional<failure>> open(deadline& call);

    // Sends one request (head and body) and receives one answer.
    boost::asio::awaitable<exchange_result> exchange(std::string_view request, deadline& call);

    // True if another exchange may follow: the last answer was read to its end, and the peer keeps the
    // connection.
    bool is_reusable() const { return reusable_; }

    // A look at the socket of an idle connection: false if the peer has closed it or sent what nobody asked
    // for.
    bool is_alive();

    // True if an exchange was completed before.
    bool was_used() const { return used_; }

    void close();

    ~connection();

private:
    using tcp = boost::asio::ip::tcp;

    boost::asio::awaitable<std::optional<failure>> connect(
        address_list addresses, deadline& call, boot_time limit);
    boost::asio::awaitable<std::optional<failure>> handshake(deadline& call);
    boost::asio::awaitable<boost::system::error_code> write(std::string_view request);
    boost::asio::awaitable<boost::system::error_code> read_some();
    boost::asio::awaitable<boost::system::error_code> read_message(wire::response& to);
    failure explain(boost::system::error_code ec, std::optional<errc> interrupted, bool answer_begun) const;

    std::shared_ptr<const settings> options_;
    std::shared_ptr<tls_context> tls_context_;
    tcp::socket socket_;
    std::optional<boost::asio::ssl::stream<tcp::socket&>> tls_; // one handshake each, hence optional
    std::unique_ptr<char[]> buffer_;                            // as large as the largest head
    std::size_t begin_ = 0;                                     // what is in the buffer and not parsed yet
    std::size_t end_ = 0;
    std::size_t filled_ = 0; // how far this exchange has written to the buffer: to be wiped
    bool reusable_ = false;
    bool used_ = false;
};

} // namespace acs::transport

#endif
