#include "request_reader.hpp"

#include "http_error.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/beast/core/string.hpp>
#include <boost/beast/http/error.hpp>

namespace token_service {

namespace http = boost::beast::http;

namespace {

// How many of the bytes that were taken are the head's, if it ends among them.
std::size_t head_bytes(std::string_view taken)
{
    if (taken.starts_with("\r\n"))
        return 0; // the fields came before
    const auto end = taken.find("\r\n\r\n");
    return end == std::string_view::npos ? taken.size() : end;
}

} // namespace

void request_reader::parser::on_field_impl(
    http::field name, boost::beast::string_view text, boost::beast::string_view value,
    boost::beast::error_code& /*ec*/)
{
    if (!is_header_done())
        get().insert(name, text, value);
}

std::size_t request_reader::put(std::string_view bytes)
{
    constexpr std::string_view empty_line = "\r\n";
    if (began() || line_skipped_)
        return parse(bytes);
    if (bytes == empty_line.substr(0, 1))
        return 0;
    line_skipped_ = bytes.starts_with(empty_line);
    const std::size_t skipped = line_skipped_ ? empty_line.size() : 0;
    return bytes.size() == skipped ? skipped : skipped + parse(bytes.substr(skipped));
}

std::size_t request_reader::parse(std::string_view bytes)
{
    if (!began())
        begin();
    const bool in_head = !parser_->is_header_done();
    boost::beast::error_code ec;
    const std::size_t taken = parser_->put(boost::asio::const_buffer(bytes.data(), bytes.size()), ec);
    if (in_head)
        head_ += head_bytes(bytes.substr(0, taken));
    if (ec && ec != http::error::need_more)
        refuse(ec);
    else if (head_ > max_head_ || (!parser_->is_done() && bytes.size() - taken > max_head_))
        refuse(http::error::header_limit); // Beast's own limit is for each time that bytes are put
    else if (!ec && parser_->is_done())
        state_ = is_ambiguous() ? state::refused : state::complete;
    return taken;
}

void request_reader::begin()
{
    parser_.emplace();
    parser_->header_limit(max_head_);
    parser_->body_limit(max_body_);
    parser_->eager(true);
}

void request_reader::refuse(boost::beast::error_code ec)
{
    state_ = state::refused;
    if (ec == http::error::header_limit)
        refused_with_ = 431;
    else if (ec == http::error::body_limit || ec == http::error::buffer_overflow)
        refused_with_ = 413;
}

// What a proxy before us might read differently, as one request or two, or as sent to another host.
bool request_reader::is_ambiguous() const
{
    const http_request& read = request();
    if (read.version() == 11 && read.count(http::field::host) != 1)
        return true;
    const auto coding = read.find(http::field::transfer_encoding);
    return coding != read.end() && (read.version() != 11 || read.count(http::field::transfer_encoding) != 1 ||
                                    !boost::beast::iequals(coding->value(), "chunked"));
}

bool request_reader::wants_continue()
{
    if (continued_ || state_ != state::incomplete || !parser_ || !parser_->is_header_done())
        return false;
    continued_ = true;
    return parser_->get().version() == 11 &&
           boost::beast::iequals(parser_->get()[http::field::expect], "100-continue");
}

bool request_reader::is_head() const
{
    return request().method() == http::verb::head;
}

bool request_reader::is_http_1_0() const
{
    return request().version() == 10;
}

bool request_reader::keeps_alive() const
{
    return state_ == state::complete && parser_->keep_alive();
}

http_answer request_reader::refusal() const
{
    http_answer made =
        refused_with_ == 431   ? http_error(431, "head_too_large", "The request's head is too large.")
        : refused_with_ == 413 ? http_error(413, "body_too_large", "The request's body is too large.")
                               : http_error(400, "malformed", "This is not a request of HTTP/1.1.");
    made.close = true;
    return made;
}

void request_reader::reset()
{
    parser_.reset();
    head_ = 0;
    state_ = state::incomplete;
    refused_with_ = 400;
    continued_ = false;
    line_skipped_ = false;
}

} // namespace token_service
