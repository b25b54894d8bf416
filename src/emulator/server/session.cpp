#include "emulator/server/session.hpp"

#include "emulator/server/server.hpp"

#include <algorithm>
#include <utility>

namespace acs::emulation {

namespace {

// How much of the following requests is taken in while an answer is held back.
constexpr std::size_t most_read_ahead = 64 * 1024;

// How long a peer that was told of the end may take for its own.
constexpr std::chrono::seconds longest_farewell{5};

} // namespace

session::session(
    server& server, boost::asio::ip::tcp::socket socket, const tls_context* tls, std::uint64_t number,
    bool to_metadata)
    : server_(server), stream_(*this, std::move(socket), tls), number_(number), to_metadata_(to_metadata)
{}

void session::stop()
{
    on_gone();
}

void session::on_received()
{
    switch (state_) {
    case state::receiving:
        read_request();
        break;
    case state::hanging:
        stream_.consume(stream_.input().size());
        stream_.receive();
        break;
    case state::pausing:
        // Reading goes on, for that is how the peer's end is noticed.
        if (stream_.input().size() < most_read_ahead)
            stream_.receive();
        break;
    case state::sending:
    case state::closed:
        break;
    }
}

void session::read_request()
{
    if (stream_.input().empty()) {
        stream_.receive();
        return;
    }
    if (!reader_) {
        reader_.emplace();
        continue_sent_ = false;
    }
    // The parser may stop after a part of what it got, at the end of the head for example.
    std::size_t taken = 0;
    do {
        taken = reader_->read(stream_.input());
        stream_.consume(taken);
    } while (taken != 0 && !stream_.input().empty() &&
             reader_->progress() == request_reader::state::incomplete);

    switch (reader_->progress()) {
    case request_reader::state::incomplete:
        if (reader_->wants_continue() && !std::exchange(continue_sent_, true))
            stream_.send("HTTP/1.1 100 Continue\r\n\r\n");
        else
            stream_.receive();
        break;
    case request_reader::state::complete:
    case request_reader::state::body_too_long:
        answer_request();
        break;
    case request_reader::state::head_too_long:
        refuse(431, "The request's head, or the framing of its body, is too long.");
        break;
    case request_reader::state::malformed:
        refuse(400, reader_->complaint());
        break;
    }
}

void session::answer_request()
{
    request& received = reader_->received();
    received.connection = number_;
    received.to_metadata = to_metadata_;
    reply given = server_.answer(received);
    how_ = std::move(given.how);
    answer_framing framing;
    framing.without_body = received.method == "HEAD";
    framing.http_1_0 = reader_->is_http_1_0();
    framing.persistent = reader_->persistent();
    persistent_ = framing.persistent && !how_.close_announced && !how_.close_unannounced;
    answer_.write(given.answer, how_, framing);
    reader_.reset();
    begin_delivery();
}

// For what is no request at all, and therefore nothing for the service.
void session::refuse(int status, std::string_view message)
{
    response answer;
    answer.status = status;
    answer.headers.add("Content-Type", "application/json");
    answer.body = R"({"error":{"code":"BadRequest","message":")" + std::string(message) + R"("}})";
    how_ = delivery();
    answer_framing framing;
    framing.persistent = persistent_ = false;
    answer_.write(answer, how_, framing);
    reader_.reset();
    begin_delivery();
}

void session::begin_delivery()
{
    if (how_.cut == delivery::cut::hang) {
        state_ = state::hanging;
        stream_.receive();
    } else if (how_.delay > std::chrono::nanoseconds::zero()) {
        pause(how_.delay, &session::deliver);
    } else {
        deliver();
    }
}

void session::deliver()
{
    if (how_.cut == delivery::cut::reset_before) {
        reset();
    } else if (how_.cut == delivery::cut::close_before) {
        close();
    } else {
        unsent_ = answer_.bytes();
        send_piece();
    }
}

void session::send_piece()
{
    const std::string_view piece =
        how_.drip_bytes == 0 ? unsent_ : unsent_.substr(0, std::min(how_.drip_bytes, unsent_.size()));
    unsent_.remove_prefix(piece.size());
    state_ = state::sending;
    stream_.send(piece);
}

void session::on_sent()
{
    if (state_ == state::receiving) // the 100 Continue
        stream_.receive();
    else if (state_ != state::sending)
        return;
    else if (unsent_.empty())
        after_delivery();
    else if (how_.drip_every > std::chrono::nanoseconds::zero())
        pause(how_.drip_every, &session::send_piece);
    else
        send_piece();
}

void session::after_delivery()
{
    if (how_.cut == delivery::cut::reset_inside) {
        reset();
    } else if (how_.cut == delivery::cut::truncate || !persistent_) {
        close();
    } else {
        state_ = state::receiving;
        read_request();
    }
}

void session::pause(std::chrono::nanoseconds length, void (session::*next)())
{
    state_ = state::pausing;
    // Destroying the wait cancels it, which happens before the session's end and on this thread: `this` is
    // valid.
    wait_ = server_.wait(length, [this, next] {
        const auto self = shared_from_this();
        const auto done = std::move(wait_);
        (this->*next)();
    });
    stream_.receive();
}

void session::close()
{
    serve_no_more();
    stream_.close();
    // A peer that never closes must not keep the socket for ever.
    wait_ = server_.wait(longest_farewell, [this] {
        const auto self = shared_from_this();
        const auto done = std::move(wait_);
        on_gone();
    });
}

void session::reset()
{
    serve_no_more();
    stream_.reset();
    server_.gone(number_);
}

void session::on_unreadable()
{
    close();
}

void session::on_gone()
{
    wait_.reset();
    serve_no_more();
    stream_.abandon();
    server_.gone(number_);
}

void session::serve_no_more()
{
    if (std::exchange(state_, state::closed) != state::closed)
        server_.ended(number_);
}

} // namespace acs::emulation
