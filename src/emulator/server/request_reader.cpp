#include "emulator/server/request_reader.hpp"

#include <boost/beast/core/string.hpp>
#include <boost/beast/http/error.hpp>

namespace acs::emulation {

namespace http = boost::beast::http;

request_reader::request_reader()
{
    eager(true);
    header_limit(longest_head);
    body_limit(boost::none); // the bound is kept here, since the service answers 413 itself
}

std::size_t request_reader::read(std::string_view bytes)
{
    std::size_t taken = 0;
    if (!got_some()) {
        // Some clients end a body with a line feed that its length doesn't count (RFC 9112, 2.2).
        while (bytes.substr(taken).starts_with("\r\n"))
            taken += 2;
        bytes.remove_prefix(taken);
        if (bytes.empty() || bytes == "\r")
            return taken;
    }
    // Beast 1.81 asserts something wrong when a chunked body without any content comes in pieces. An end of a
    // chunked body has at least 5 bytes: 0 CR LF CR LF.
    if (is_header_done() && chunked() && bytes.size() < 5)
        return taken;
    error ec;
    const std::size_t parsed = put(boost::asio::const_buffer(bytes.data(), bytes.size()), ec);
    // The parser waits for the end of a chunk's extension or of the trailer, however long they are.
    const bool endless = ec == http::error::need_more && bytes.size() - parsed > longest_head;
    if (ec == http::error::header_limit || endless)
        state_ = state::head_too_long;
    else if (ec == http::error::body_limit)
        state_ = state::body_too_long;
    else if (ec && ec != http::error::need_more)
        state_ = state::malformed;
    else if (is_header_done() && content_length().value_or(0) > longest_body)
        state_ = state::body_too_long;
    else if (is_done())
        state_ = state::complete;
    if (state_ == state::body_too_long)
        received_.body.resize(longest_body + 1);
    return taken + parsed;
}

bool request_reader::wants_continue() const
{
    return expects_continue_ && !http_1_0_ && is_header_done() && state_ == state::incomplete &&
           received_.body.empty();
}

bool request_reader::persistent() const
{
    return state_ == state::complete && keep_alive();
}

void request_reader::on_request_impl(verb, text method, text target, int version, error&)
{
    received_.method.assign(method.data(), method.size());
    received_.target.assign(target.data(), target.size());
    head_bytes_ = method.size() + target.size();
    http_1_0_ = version == 10;
}

void request_reader::on_field_impl(field name, text name_text, text value, error& ec)
{
    head_bytes_ += name_text.size() + value.size() + 4;
    if (head_bytes_ > longest_head) {
        ec = http::error::header_limit;
        return;
    }
    if (head_done_)
        return; // a field of the trailer must not pass for one of the head
    if (name == field::host)
        ++hosts_;
    if (name == field::transfer_encoding && (http_1_0_ || !boost::beast::iequals(value, "chunked"))) {
        refuse("The only Transfer-Encoding is 'chunked', in HTTP/1.1.", ec);
        return;
    }
    if (name == field::expect && boost::beast::iequals(value, "100-continue"))
        expects_continue_ = true;
    received_.headers.add(
        std::string(name_text.data(), name_text.size()), std::string(value.data(), value.size()));
}

void request_reader::on_header_impl(error& ec)
{
    head_done_ = true;
    if (hosts_ > 1 || (hosts_ == 0 && !http_1_0_))
        refuse("The request must have one Host header.", ec);
}

void request_reader::refuse(std::string_view complaint, error& ec)
{
    complaint_ = complaint;
    ec = http::error::bad_value;
}

std::size_t request_reader::on_body_impl(text body, error& ec)
{
    if (body.size() > longest_body - received_.body.size()) {
        ec = http::error::body_limit;
        return 0;
    }
    received_.body.append(body.data(), body.size());
    return body.size();
}

std::size_t request_reader::on_chunk_body_impl(std::uint64_t, text body, error& ec)
{
    return on_body_impl(body, ec);
}

} // namespace acs::emulation
