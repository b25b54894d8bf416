#ifndef ACS_EMULATOR_PEER_STREAM_HPP
#define ACS_EMULATOR_PEER_STREAM_HPP

#include "emulator/server/tls_engine.hpp"

#include <array>
#include <boost/asio/ip/tcp.hpp>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace acs::emulation {

/// The socket of one accepted connection, with TLS on it if wanted, and all the ways a server may leave it.
/// Belongs to one thread.
class peer_stream
{
public:
    /// Who is told what happens; is kept alive by the operations in progress.
    class owner : public std::enable_shared_from_this<owner>
    {
    public:
        virtual ~owner() = default;
        /// There is more in `input`.
        virtual void on_received() = 0;
        /// All that was given to `send` has been written.
        virtual void on_sent() = 0;
        /// What came is no TLS: there will be no more input. To be answered by `close`, which sends the
        /// alert.
        virtual void on_unreadable() = 0;
        /// The peer has ended or broken the connection, or `close` has come to its end.
        virtual void on_gone() = 0;
    };

    /// Without `tls` the connection is plain.
    peer_stream(owner& told, boost::asio::ip::tcp::socket socket, const tls_context* tls);

    /// What has come and was not consumed yet.
    std::string_view input() const { return input_; }
    void consume(std::size_t size) { input_.erase(0, size); }

    /// Waits for more input. Does nothing if such a wait is in progress.
    void receive();
    /// Writes. One call at a time: wait for `on_sent`.
    void send(std::string_view bytes);
    /// Says goodbye properly, close_notify and FIN, after all that was sent; then waits until the peer closes
    /// too. Whatever the peer still sends is thrown away, for closing with unread input would reset the
    /// connection, and the answer could be lost on the way.
    void close();
    /// Breaks the connection with a TCP reset. No callback comes afterwards.
    void reset();
    /// Closes without waiting for anything. No callback comes afterwards.
    void abandon();

private:
    void on_socket_read(const boost::system::error_code& ec, std::size_t size);
    void on_socket_written(const boost::system::error_code& ec);
    void take(std::string_view bytes);
    void flush();
    void post_gone();

    owner& owner_;
    boost::asio::ip::tcp::socket socket_;
    std::optional<tls_engine> tls_;
    std::array<char, 16 * 1024> from_socket_;
    std::string input_;
    std::string outgoing_;  // to be written next
    std::string in_flight_; // being written
    bool reading_ = false;
    bool sending_ = false; // `send` was called, `on_sent` was not
    bool ended_ = false;   // the peer sends no more
    bool closing_ = false;
};

} // namespace acs::emulation

#endif
