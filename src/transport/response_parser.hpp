#ifndef ACS_TRANSPORT_RESPONSE_PARSER_HPP
#define ACS_TRANSPORT_RESPONSE_PARSER_HPP

#include "wire/response.hpp"

#include <boost/beast/http/basic_parser.hpp>
#include <cstddef>
#include <cstdint>

namespace acs::transport {

// Beast's parser, writing into our response value: no allocation per header beyond its two strings, and a
// body in memory that is wiped.
class response_parser final : public boost::beast::http::basic_parser<false>
{
public:
    response_parser(std::size_t max_head, std::size_t max_body);

    wire::response& message() { return message_; }

    // As Beast's, with two differences. What can't become an HTTP answer is refused at its first bytes, and a
    // status below 100 with the first line. And Beast in Boost 1.81 asserts something wrong when a chunked
    // body without any content comes in pieces: the end of a chunked body has at least 5 bytes, and with
    // fewer Beast isn't asked.
    std::size_t put(boost::asio::const_buffer bytes, boost::system::error_code& ec);

private:
    using string_view = boost::beast::string_view;
    using error_code = boost::system::error_code;

    void on_request_impl(boost::beast::http::verb, string_view, string_view, int, error_code&) override {}
    void on_response_impl(int status, string_view reason, int version, error_code& ec) override;
    void on_field_impl(
        boost::beast::http::field, string_view name, string_view value, error_code& ec) override;
    void on_header_impl(error_code& ec) override;
    void on_body_init_impl(const boost::optional<std::uint64_t>& length, error_code& ec) override;
    std::size_t on_body_impl(string_view body, error_code& ec) override;
    void on_chunk_header_impl(std::uint64_t size, string_view extensions, error_code& ec) override;
    std::size_t on_chunk_body_impl(std::uint64_t remain, string_view body, error_code& ec) override;
    void on_finish_impl(error_code& ec) override;

    wire::response message_;
    bool head_done_ = false;
};

} // namespace acs::transport

#endif
