#include "transport/connection.hpp"

#include "transport/response_parser.hpp"
#include "wire/keep_alive.hpp"

#include <boost/asio/ssl/error.hpp>
#include <boost/beast/http/error.hpp>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <span>
#include <utility>

namespace acs::transport {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using boost::system::error_code;

namespace {

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

// What the peer says about TLS, as opposed to what went wrong with it here.
bool is_alert(const error_code& ec)
{
    return ec.category() == asio::error::get_ssl_category() &&
           ERR_GET_REASON(static_cast<unsigned long>(ec.value())) > SSL_AD_REASON_OFFSET;
}

} // namespace

connection::connection(
    std::shared_ptr<connector> connector, std::shared_ptr<const settings> options,
    std::shared_ptr<tls_context> tls, std::shared_ptr<time_source> time)
    : connector_(std::move(connector)), options_(std::move(options)), tls_context_(std::move(tls)),
      report_(options_->observer, std::move(time), options_->endpoint)
{}

asio::awaitable<std::optional<failure>> connection::open(deadline& call)
{
    report_.opening();
    if (auto why = co_await connect(call)) {
        report_.failed(why->code);
        close();
        co_return why;
    }
    report_.opened(stream_->peer(), stream_->tls().has_value(), options_->proxy.has_value());
    answer_.emplace(options_->max_response_head);
    reusable_ = true;
    co_return std::nullopt;
}

asio::awaitable<std::optional<failure>> connection::connect(deadline& call)
{
    if (options_->broken)
        co_return options_->broken;
    if (tls_context_ && tls_context_->broken())
        co_return tls_context_->broken();
    auto connected = co_await connector_->connect(call, report_);
    if (!connected)
        co_return connected.error();
    stream_.emplace(std::move(*connected));
    if (!tls_context_)
        co_return std::nullopt;
    report_.handshake_started();
    auto why = co_await handshake(call);
    if (stream_->tls())
        report_.handshake_ended(stream_->tls()->native(), why ? std::optional(why->code) : std::nullopt);
    if (why && options_->proxy)
        why->what +=
            (why->what.empty() ? "through the proxy " : ", through the proxy ") + options_->proxy->name();
    co_return why;
}

asio::awaitable<std::optional<failure>> connection::handshake(deadline& call)
{
    auto made = tls_context_->make_connection();
    if (!made)
        co_return over(errc::tls_failed, "OpenSSL does not take the host's name");
    stream_->start_tls(std::move(made));
    const boot_time limit = deadline::after(call.time().now_boottime(), options_->handshake_timeout);
    deadline::step step(call, limit, errc::handshake_timeout, stream_->interruption());
    error_code ec;
    for (auto need = stream_->handshake(ec); need != io_need::nothing; need = stream_->handshake(ec))
        if ((ec = co_await meet(need)) || (ec = call.aborted()))
            break;
    // Even a success may have been overtaken by the interruption, which has shut the socket down.
    if (const auto interrupted = step.why())
        co_return over(*interrupted, "in the TLS handshake");
    if (ec)
        co_return tls_context_->explain(stream_->tls()->native(), ec);
    co_return std::nullopt;
}

asio::awaitable<error_code> connection::meet(io_need need)
{
    if (need == io_need::writable) {
        const auto [ec] = co_await stream_->async_wait_writable();
        co_return ec;
    }
    const auto [ec, size] = co_await stream_->async_receive();
    co_return stream_->received(ec, size);
}

asio::awaitable<exchange_result> connection::exchange(std::string_view request, deadline& call)
{
    reusable_ = false;
    const boot_time now = call.time().now_boottime();
    const boot_time limit = deadline::after(now, options_->response_timeout);
    if (limit <= now)
        co_return over(errc::response_timeout, "before sending");
    deadline::step step(call, limit, errc::response_timeout, stream_->interruption());

    error_code ec;
    for (auto need = stream_->write(request, ec); need != io_need::nothing;
         need = stream_->write(request, ec))
        if ((ec = co_await meet(need)) || (ec = call.aborted()))
            break;

    wire::response answer;
    for (int interim = 0; !ec && (interim == 0 || answer.status / 100 == 1); ++interim) {
        response_parser parser(options_->max_response_head, options_->max_response_body);
        while (!ec && !parse(parser, ec) && !ec) {
            const io_need need = read(ec);
            if (need == io_need::readable) { // meet() without its coroutine: here every call passes
                const auto [failed, size] = co_await stream_->async_receive();
                ec = stream_->received(failed, size);
                if (!ec)
                    ec = call.aborted();
            } else if (need == io_need::writable) {
                ec = co_await meet(need);
            }
            if (ec) // parse() would forget it over the beginning of a head
                break;
        }
        if (ec)
            break;
        answer = std::move(parser.message());
        reusable_ = parser.keep_alive();
        // 101 was not asked for; below 100 there is nothing.
        if (answer.status < 100 || answer.status == 101 || interim > most_interim_answers)
            ec = http::make_error_code(http::error::bad_status);
    }
    step.end(); // so that nothing touches the socket once it is closed
    // An interruption looks like the peer's end, which may be the end of an answer without a length.
    if (!ec && peer_ended_ && step.was_interrupted())
        ec = asio::error::operation_aborted;
    const bool answer_begun = answer_->was_used();
    if (!answer_->empty() || peer_ended_ || step.was_interrupted())
        reusable_ = false; // beside an interruption: bytes beyond the answer, which nobody asked for
    answer_->wipe();
    if (ec) {
        const auto interrupted = step.why();
        const failure why = explain(ec, interrupted, answer_begun);
        report_.closing(interrupted ? close_reason::interrupted : close_reason::failed);
        close();
        co_return why;
    }
    used_ = true;
    report_.answered();
    if (!reusable_)
        report_.closing(close_reason::peer_asked);
    kept_by_peer_ = wire::keep_alive_timeout(answer);
    co_return answer;
}

io_need connection::read(error_code& ec)
{
    const std::span<char> room = answer_->room();
    if (room.empty()) {
        ec = http::make_error_code(http::error::header_limit);
        return io_need::nothing;
    }
    if (!stream_->may_read())
        return io_need::readable;
    std::size_t size = 0;
    const io_need need = stream_->read(room, size, ec);
    answer_->add(size);
    if (ec == asio::error::eof) {
        peer_ended_ = true;
        ec = {};
    }
    return need;
}

bool connection::parse(response_parser& parser, error_code& ec)
{
    while (!answer_->empty()) {
        answer_->parsed(parser.put(answer_->unparsed(), ec));
        if (parser.is_done())
            return !ec;
        if (ec == http::error::need_more) {
            ec = {};
            break;
        }
        if (ec)
            return false;
    }
    if (!peer_ended_)
        return false;
    // The peer has ended it in good order. Whether the answer may end so is up to the parser.
    if (!parser.got_some()) {
        ec = asio::error::eof;
        return false;
    }
    parser.put_eof(ec);
    if (!ec && !parser.is_done())
        ec = http::make_error_code(http::error::partial_message);
    return !ec;
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
    } else if (is_alert(ec) && !used_ && !answer_begun) {
        // In TLS 1.3 a server may refuse the handshake after the client thinks it done, such as for want of a
        // certificate.
        why.code = errc::tls_failed;
        why.cause = ec;
        why.sent = false;
    } else if (
        !is_end_of_connection(ec) &&
        ec.category() == http::make_error_code(http::error::bad_status).category()) {
        why.code = errc::not_the_service;
        why.cause = ec;
        why.what = "the answer is not HTTP";
    } else {
        why.code = errc::connection_lost;
        why.cause = ec;
        why.stale = rested_ && !answer_begun;
    }
    return why;
}

void connection::close()
{
    reusable_ = false;
    stream_.reset();
}

} // namespace acs::transport
