#include "http_connection.hpp"

#include "http_error.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <openssl/crypto.h>
#include <utility>

namespace token_service {

namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

// For the client to close too. Were the socket closed with something unread, the last answer could be lost.
constexpr std::chrono::milliseconds leave_time = 2s;

// After which others have their turn, however much one client sends.
constexpr unsigned most_steps = 64;

void wipe(std::string& text)
{
    OPENSSL_cleanse(text.data(), text.capacity());
}

} // namespace

http_connection::http_connection(std::shared_ptr<connection_group> group, socket accepted, bool surplus)
    : group_(std::move(group)), socket_(std::move(accepted)), tls_(group_->tls(), socket_.native_handle()),
      reader_(group_->options().max_head, group_->options().max_body), surplus_(surplus)
{
    ++group_->counts().open;
}

http_connection::~http_connection()
{
    wipe(unread_);
    wipe(unsent_);
    if (added_)
        group_->remove(*this);
    --group_->counts().open;
}

void http_connection::start()
{
    group_->add(*this);
    added_ = true;
    deadline_ = group_->after(group_->options().handshake_time);
    if (group_->is_draining())
        close();
    else
        run();
}

void http_connection::sweep(connection_group::time_point now)
{
    if (phase_ != phase::answering && now >= deadline_)
        close();
    else if (group_->ends_idle_ones() && (is_idle() || phase_ == phase::greeting))
        hang_up();
    else if (requests_ == 0)
        tls_.keep_buffers(false);
    requests_ = 0;
}

bool http_connection::is_idle() const
{
    return phase_ == phase::reading && !reader_.began();
}

void http_connection::close()
{
    phase_ = phase::closed;
    boost::system::error_code ignored;
    socket_.close(ignored);
}

void http_connection::hang_up()
{
    tls_.say_goodbye();
    close();
}

void http_connection::run()
{
    running_ = true;
    unsigned steps = 0;
    while (steps < most_steps && step())
        ++steps;
    running_ = false;
    if (steps == most_steps && phase_ != phase::answering && phase_ != phase::closed)
        asio::post(socket_.get_executor(), [self = shared_from_this()] { self->run(); });
}

// True if there may be more to do at once.
bool http_connection::step()
{
    switch (phase_) {
    case phase::greeting:
        return shake_hands();
    case phase::reading:
        return read();
    case phase::writing:
        return write();
    case phase::leaving:
        return leave();
    case phase::answering:
    case phase::closed:
        break;
    }
    return false;
}

bool http_connection::wait_for(tls_session::progress wanted)
{
    if (wanted != tls_session::progress::wants_read && wanted != tls_session::progress::wants_write) {
        hang_up();
        return false;
    }
    const auto event = wanted == tls_session::progress::wants_read ? socket::wait_read : socket::wait_write;
    socket_.async_wait(event, [self = shared_from_this()](const boost::system::error_code& ec) {
        if (!ec)
            self->run();
    });
    return false;
}

bool http_connection::shake_hands()
{
    const auto progress = tls_.shake_hands();
    if (progress != tls_session::progress::done)
        return wait_for(progress);
    phase_ = phase::reading;
    deadline_ = group_->after(group_->options().request_time);
    return true;
}

bool http_connection::read()
{
    if (hungry_ || unread_.empty()) {
        std::size_t size = 0;
        const auto progress = tls_.read(group_->input(), size);
        if (progress == tls_session::progress::done) {
            const std::string_view bytes(group_->input().data(), size);
            take(unread_.empty() ? bytes : std::string_view(unread_.append(bytes)));
        } else {
            return wait_for(progress);
        }
    } else {
        take(unread_);
    }
    const bool more = tls_.has_read_ahead() || !(hungry_ || unread_.empty());
    // Without more, an attempt to read would only cost a system call.
    return phase_ != phase::reading || more ? true : wait_for(tls_session::progress::wants_read);
}

// `bytes` may be those of `unread_`.
void http_connection::take(std::string_view bytes)
{
    const bool was_idle = is_idle();
    const std::size_t taken = reader_.put(bytes);
    if (was_idle && !is_idle()) {
        deadline_ = group_->after(group_->options().request_time);
        if (++requests_ == 2)
            tls_.keep_buffers(true);
    }
    if (taken == bytes.size())
        unread_.clear();
    else
        unread_.assign(bytes, taken);
    hungry_ = reader_.progress() == request_reader::state::incomplete;
    if (!hungry_)
        answer();
    else if (reader_.wants_continue())
        send("HTTP/1.1 100 Continue\r\n\r\n");
}

void http_connection::answer()
{
    if (reader_.progress() == request_reader::state::refused)
        return respond(reader_.refusal());
    if (surplus_) {
        ++group_->counts().refused;
        return respond(too_many_connections());
    }
    http_answer& made = group_->blank_answer();
    try {
        if (auto work = group_->answers().answer(reader_.request(), made))
            return answer_later(std::move(*work));
    } catch (...) {
        return respond(internal_error());
    }
    respond(made);
}

void http_connection::answer_later(asio::awaitable<http_answer> work)
{
    phase_ = phase::answering;
    asio::co_spawn(
        socket_.get_executor(), std::move(work),
        [self = shared_from_this()](std::exception_ptr thrown, http_answer made) {
            self->on_answered(thrown, made);
            wipe(made.body);
            wipe(made.fields);
        });
}

void http_connection::on_answered(std::exception_ptr thrown, const http_answer& made)
{
    if (phase_ == phase::closed)
        return;
    respond(thrown ? internal_error() : made);
    // A coroutine that never waited may end before the step that has begun it.
    if (!running_)
        run();
}

void http_connection::respond(const http_answer& made)
{
    last_ = made.close || !reader_.keeps_alive() || group_->is_draining();
    const auto fate = last_                   ? head_composer::connection::closed
                      : reader_.is_http_1_0() ? head_composer::connection::kept_by_1_0
                                              : head_composer::connection::kept;
    deadline_ = group_->after(group_->options().request_time);
    send(group_->compose(made, reader_.is_head(), fate));
}

void http_connection::send(std::string_view bytes)
{
    const auto progress = tls_.write(bytes);
    if (progress == tls_session::progress::done) {
        on_sent();
    } else {
        unsent_.assign(bytes);
        phase_ = phase::writing; // which finds out whether it is only that the peer is slow
    }
}

bool http_connection::write()
{
    std::string_view left = unsent_;
    const auto progress = tls_.write(left);
    if (progress != tls_session::progress::done) {
        unsent_.erase(0, unsent_.size() - left.size());
        return wait_for(progress);
    }
    wipe(unsent_);
    unsent_ = {};
    on_sent();
    return true;
}

void http_connection::on_sent()
{
    phase_ = phase::reading;
    if (reader_.progress() == request_reader::state::incomplete)
        return; // it was only told to go on
    reader_.reset();
    if (!last_) {
        deadline_ = group_->after(group_->options().idle);
        return;
    }
    phase_ = phase::leaving;
    deadline_ = group_->after(leave_time);
    tls_.say_goodbye();
    boost::system::error_code ignored;
    socket_.shutdown(socket::shutdown_send, ignored);
}

bool http_connection::leave()
{
    std::size_t size = 0;
    const auto progress = tls_.read(group_->input(), size);
    if (progress != tls_session::progress::done)
        return wait_for(progress);
    return tls_.has_read_ahead() ? true : wait_for(tls_session::progress::wants_read);
}

} // namespace token_service
