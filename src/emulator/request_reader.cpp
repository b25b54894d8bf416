#include "emulator/request_reader.hpp"

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
    error ec;
    const std::size_t taken = put(boost::asio::const_buffer(bytes.data(), bytes.size()), ec);
    if (ec == http::error::header_limit)
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
    return taken;
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
    http_1_0_ = version == 10;
}

void request_reader::on_field_impl(field name, text name_text, text value, error&)
{
    if (name == field::expect && boost::beast::iequals(value, "100-continue"))
        expects_continue_ = true;
    received_.headers.add(
        std::string(name_text.data(), name_text.size()), std::string(value.data(), value.size()));
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
