#include "transport/response_parser.hpp"

#include <algorithm>
#include <boost/beast/http/error.hpp>
#include <string_view>

namespace acs::transport {

response_parser::response_parser(std::size_t max_head, std::size_t max_body)
{
    header_limit(static_cast<std::uint32_t>(std::min<std::size_t>(max_head, UINT32_MAX)));
    body_limit(max_body);
    eager(true);
    message_.headers.reserve(16, 1024); // ACS sends 11
}

std::size_t response_parser::put(boost::asio::const_buffer bytes, error_code& ec)
{
    const std::string_view text(static_cast<const char*>(bytes.data()), bytes.size());
    constexpr std::string_view beginning = "HTTP/1.";
    if (message_.status == 0 && text.substr(0, beginning.size()) != beginning.substr(0, text.size())) {
        ec = boost::beast::http::error::bad_version;
        return 0;
    }
    constexpr std::size_t shortest_end = 5; // 0 CR LF CR LF
    if (is_header_done() && chunked() && bytes.size() < shortest_end) {
        ec = boost::beast::http::error::need_more;
        return 0;
    }
    return basic_parser::put(bytes, ec);
}

void response_parser::on_response_impl(int status, string_view, int, error_code& ec)
{
    if (status < 100) // three digits, but no status; and 0 stands for a first line that is yet to come
        ec = boost::beast::http::error::bad_status;
    else
        message_.status = status;
}

void response_parser::on_field_impl(
    boost::beast::http::field, string_view name, string_view value, error_code&)
{
    if (!head_done_) // afterwards come trailers, which nobody asked for
        message_.headers.add({name.data(), name.size()}, {value.data(), value.size()});
}

void response_parser::on_header_impl(error_code&)
{
    head_done_ = true;
}

void response_parser::on_body_init_impl(const boost::optional<std::uint64_t>& length, error_code&)
{
    // The length is the peer's word: room is made for what is plausible, the rest grows as it comes.
    constexpr std::uint64_t plausible = 8192;
    message_.body.reserve(
        static_cast<std::size_t>(std::min<std::uint64_t>(length.value_or(2048), plausible)));
}

std::size_t response_parser::on_body_impl(string_view body, error_code&)
{
    message_.body.append(body.data(), body.size());
    return body.size();
}

void response_parser::on_chunk_header_impl(std::uint64_t, string_view, error_code&) {}

std::size_t response_parser::on_chunk_body_impl(std::uint64_t, string_view body, error_code& ec)
{
    return on_body_impl(body, ec);
}

void response_parser::on_finish_impl(error_code&) {}

} // namespace acs::transport
