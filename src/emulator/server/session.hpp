#ifndef ACS_EMULATOR_SESSION_HPP
#define ACS_EMULATOR_SESSION_HPP

#include "emulator/server/answer_text.hpp"
#include "emulator/server/peer_stream.hpp"
#include "emulator/server/request_reader.hpp"

#include <acs/time_source.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

namespace acs::emulation {

class server;

/// One connection: reads requests, has the server answer them one after the other, and puts the answers on
/// the wire with whatever fault they come with. Belongs to the server's thread.
class session final : public peer_stream::owner
{
public:
    /// \param number the server's number for the connection. \param to_metadata whether it came to the
    /// metadata port.
    session(
        server& server, boost::asio::ip::tcp::socket socket, const tls_context* tls, std::uint64_t number,
        bool to_metadata);

    void start() { stream_.receive(); }
    /// Closes at once.
    void stop();

private:
    enum class state
    {
        receiving, ///< a request, its head or its body
        pausing,   ///< waiting on the clock
        sending,
        hanging,
        closed, ///< no more requests are served, though the socket may still wait for the peer's end
    };

    void on_received() override;
    void on_sent() override;
    void on_unreadable() override;
    void on_gone() override;

    void read_request();
    void answer_request();
    void refuse(int status, std::string_view message);
    void begin_delivery();
    void deliver();
    void send_piece();
    void after_delivery();
    void pause(std::chrono::nanoseconds length, void (session::*next)());
    void close();
    void reset();
    void serve_no_more();

    server& server_;
    peer_stream stream_;
    const std::uint64_t number_;
    const bool to_metadata_;
    state state_ = state::receiving;
    std::optional<request_reader> reader_;
    bool persistent_ = true;
    bool continue_sent_ = false;
    delivery how_;
    answer_text answer_;
    std::string_view unsent_; // the rest of the answer's bytes
    std::unique_ptr<pending_wait> wait_;
};

} // namespace acs::emulation

#endif
