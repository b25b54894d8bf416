#include "transport/connection.hpp"

#include "transport/response_parser.hpp"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/error.hpp>
#include <cerrno>
#include <cstring>
#include <openssl/crypto.h>
#include <sys/socket.h>
#include <tuple>
#include <utility>

namespace acs::transport {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using boost::system::error_code;

namespace {

constexpr auto as_result = asio::as_tuple(asio::use_awaitable);

// 1xx answers that may precede the real one; more is no service of ours.
constexpr int most_interim_answers = 10;

failure over(errc why, const char* during)
{
    failure made;
    made.code = why;
    made.what = during;
    return made;
}

bool is_end_of_connection(const error_code& ec)
{
    return ec == asio::error::eof || ec == asio::ssl::error::stream_truncated ||
           ec == asio::error::connection_reset || ec == asio::error::broken_pipe ||
           ec == asio::error::connection_aborted || ec == asio::error::shut_down ||
           ec == http::error::end_of_stream || ec == http::error::partial_message;
}

} // namespace

connection::connection(
    const asio::any_io_executor& executor, std::shared_ptr<const settings> options,
    std::shared_ptr<tls_context> tls)
    : options_(std::move(options)), tls_context_(std::move(tls)), socket_(executor)
{}

connection::~connection()
{
    if (buffer_)
        OPENSSL_cleanse(buffer_.get(), filled_);
}

asio::awaitable<std::optional<failure>> connection::open(deadline& call)
{
    if (options_->endpoint.tls && tls_context_->broken())
        co_return tls_context_->broken();
    const boot_time limit = deadline::after(call.time().now_boottime(), options_->connect_timeout);
    auto addresses = co_await resolve(options_->endpoint.host, options_->endpoint.port, call, limit);
    if (!addresses)
        co_return addresses.error();
    if (auto why = co_await connect(std::move(*addresses), call, limit))
        co_return why;
    if (options_->endpoint.tls)
        if (auto why = co_await handshake(call))
            co_return why;
    buffer_ = std::make_unique_for_overwrite<char[]>(options_->max_response_head);
    reusable_ = true;
    co_return std::nullopt;
}

asio::awaitable<std::optional<failure>> connection::connect(
    address_list addresses, deadline& call, boot_time limit)
{
    failure why;
    why.code = errc::connect_failed;
    std::size_t left = addresses.size();
    for (const tcp::endpoint& address : addresses) {
        if (!options_->endpoint.tls && !address.address().is_loopback()) {
            why = over(errc::insecure_endpoint, "the name leads to an address that is not loopback");
            --left;
            continue;
        }
        // A silent address must not use up the time of those behind it.
        const boot_time now = call.time().now_boottime();
        const boot_time share = deadline::after(now, (limit - now) / static_cast<std::int64_t>(left--));
        deadline::step step(call, share, errc::connect_timeout, [this] { close(); });
        if (const auto interrupted = call.why())
            co_return over(*interrupted, "connecting");
        const auto [ec] = co_await socket_.async_connect(address, as_result);
        // Even a success may have been overtaken by the interruption, which has closed the socket.
        const auto late = step.why();
        if (!ec && !late) {
            error_code ignored;
            socket_.set_option(tcp::no_delay(true), ignored);
            co_return std::nullopt;
        }
        close();
        if (const auto interrupted = call.why())
            co_return over(*interrupted, "connecting");
        why.code = late.value_or(errc::connect_failed);
        why.cause = late ? error_code() : ec;
        why.what = address.address().to_string() + " port " + std::to_string(address.port());
    }
    co_return why;
}

asio::awaitable<std::optional<failure>> connection::handshake(deadline& call)
{
    tls_.emplace(socket_, tls_context_->native());
    const std::string& host = options_->endpoint.host;
    if (!tls_context::expect_host(tls_->native_handle(), host))
        co_return over(errc::tls_failed, "OpenSSL does not take the host's name");
    const boot_time limit = deadline::after(call.time().now_boottime(), options_->handshake_timeout);
    deadline::step step(call, limit, errc::handshake_timeout, [this] { close(); });
    const auto [ec] = co_await tls_->async_handshake(asio::ssl::stream_base::client, as_result);
    const auto interrupted = step.why();
    if (!ec && !interrupted)
        co_return std::nullopt;
    close();
    if (interrupted)
        co_return over(*interrupted, "in the TLS handshake");
    co_return tls_context::explain(tls_->native_handle(), ec, host);
}

asio::awaitable<exchange_result> connection::exchange(std::string_view request, deadline& call)
{
    reusable_ = false;
    const boot_time limit = deadline::after(call.time().now_boottime(), options_->response_timeout);
    deadline::step step(call, limit, errc::response_timeout, [this] { close(); });
    if (const auto interrupted = step.why())
        co_return over(*interrupted, "before sending");

    error_code ec = co_await write(request);
    wire::response answer;
    for (int interim = 0; !ec && (interim == 0 || answer.status / 100 == 1); ++interim) {
        ec = co_await read_message(answer);
        // 101 was not asked for; below 100 there is nothing.
        if (!ec && (answer.status < 100 || answer.status == 101 || interim > most_interim_answers))
            ec = http::make_error_code(http::error::bad_status);
    }
    const bool answer_begun = filled_ > 0;
    OPENSSL_cleanse(buffer_.get(), filled_);
    if (begin_ != end_)
        reusable_ = false; // bytes beyond the answer: nobody asked for them
    begin_ = end_ = filled_ = 0;
    if (ec) {
        const auto interrupted = step.why();
        close();
        co_return explain(ec, interrupted, answer_begun);
    }
    used_ = true;
    co_return answer;
}

asio::awaitable<error_code> connection::read_message(wire::response& to)
{
    response_parser parser(options_->max_response_head, options_->max_response_body);
    while (!parser.is_done()) {
        error_code ec;
        if (begin_ != end_) {
            begin_ += parser.put(asio::const_buffer(buffer_.get() + begin_, end_ - begin_), ec);
            if (ec && ec != http::error::need_more)
                co_return ec;
            if (!ec)
                continue;
        }
        ec = co_await read_some();
        if (ec == asio::error::eof && parser.got_some()) {
            // The peer has ended it in good order. Whether the answer may end so is up to the parser.
            parser.put_eof(ec);
            if (!ec && !parser.is_done())
                ec = http::make_error_code(http::error::partial_message);
        }
        if (ec)
            co_return ec;
    }
    reusable_ = parser.keep_alive() && socket_.is_open(); // an interruption may have closed it meanwhile
    to = std::move(parser.message());
    co_return error_code();
}

asio::awaitable<error_code> connection::read_some()
{
    if (begin_ > 0) {
        std::memmove(buffer_.get(), buffer_.get() + begin_, end_ - begin_);
        end_ -= begin_;
        begin_ = 0;
    }
    const asio::mutable_buffer room(buffer_.get() + end_, options_->max_response_head - end_);
    if (room.size() == 0)
        co_return http::make_error_code(http::error::header_limit);
    error_code ec;
    std::size_t size = 0;
    if (tls_)
        std::tie(ec, size) = co_await tls_->async_read_some(room, as_result);
    else
        std::tie(ec, size) = co_await socket_.async_read_some(room, as_result);
    end_ += size;
    filled_ = std::max(filled_, end_);
    co_return ec;
}

asio::awaitable<error_code> connection::write(std::string_view request)
{
    // One buffer, so one TLS record and one system call.
    const asio::const_buffer bytes(request.data(), request.size());
    if (tls_) {
        const auto [ec, size] = co_await asio::async_write(*tls_, bytes, as_result);
        co_return ec;
    }
    const auto [ec, size] = co_await asio::async_write(socket_, bytes, as_result);
    co_return ec;
}

failure connection::explain(error_code ec, std::optional<errc> interrupted, bool answer_begun) const
{
    failure why;
    why.sent = true;
    if (interrupted) {
        why.code = *interrupted;
        why.what = "waiting for the answer";
    } else if (
        ec == http::error::header_limit || ec == http::error::body_limit ||
        ec == http::error::buffer_overflow) {
        why.code = errc::response_too_large;
        why.what = ec == http::error::body_limit ? "the body exceeds max_response_body"
                                                 : "the head exceeds max_response_head";
    } else if (ec.category() == asio::error::get_ssl_category() && !used_ && !answer_begun) {
        // In TLS 1.3 a server may refuse the handshake after the client thinks it done, such as for want of a
        // certificate.
        why.code = errc::tls_failed;
        why.cause = ec;
        why.sent = false;
    } else if (is_end_of_connection(ec)) {
        why.code = errc::connection_lost;
        why.cause = ec;
        why.stale = used_ && !answer_begun;
    } else if (ec.category() == http::make_error_code(http::error::bad_status).category()) {
        why.code = errc::not_the_service;
        why.cause = ec;
        why.what = "the answer is not HTTP";
    } else {
        why.code = errc::connection_lost;
        why.cause = ec;
        why.stale = used_ && !answer_begun;
    }
    return why;
}

bool connection::is_alive()
{
    // Bytes that were read along with the last answer wait inside OpenSSL: one that nobody asked for, or the
    // peer's farewell.
    if (tls_ &&
        (SSL_pending(tls_->native_handle()) != 0 || BIO_pending(SSL_get_rbio(tls_->native_handle())) != 0))
        return false;
    char byte = 0;
    const auto got = ::recv(socket_.native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    return got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
}

void connection::close()
{
    reusable_ = false;
    error_code ignored;
    socket_.close(ignored);
}

} // namespace acs::transport
