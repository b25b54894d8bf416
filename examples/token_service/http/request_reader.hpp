#ifndef EXAMPLES_TOKEN_SERVICE_HTTP_REQUEST_READER_HPP
#define EXAMPLES_TOKEN_SERVICE_HTTP_REQUEST_READER_HPP

#include "http_answer.hpp"
#include "http_request.hpp"

#include <boost/beast/http/parser.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace token_service {

/// Makes requests of bytes, one after another.
class request_reader
{
public:
    enum class state
    {
        incomplete,
        complete,
        refused, ///< the bytes that follow can't be told to be a request
    };

    request_reader(std::uint32_t max_head, std::uint64_t max_body) : max_head_(max_head), max_body_(max_body)
    {}

    /// Takes bytes from the front and returns how many. Those left have to come again, with more behind them.
    /// One empty line before a request is overlooked: some clients send it behind a body (RFC 9112, 2.2).
    std::size_t put(std::string_view bytes);
    state progress() const { return state_; }

    /// Whether part of a request has come.
    bool began() const { return parser_.has_value(); }
    /// Whether the client waits for a `100 Continue` before it sends the body. True once for a request.
    bool wants_continue();

    /// The request, when it is complete.
    const http_request& request() const { return parser_->get(); }
    bool is_head() const;
    bool is_http_1_0() const;
    /// Whether the client keeps the connection.
    bool keeps_alive() const;
    /// The answer to what was refused.
    http_answer refusal() const;

    /// Forgets the request; the next may come.
    void reset();

private:
    // Fields that come behind a chunked body are none of the head's: nobody may add an Authorization there.
    class parser final : public boost::beast::http::request_parser<boost::beast::http::string_body>
    {
        void on_field_impl(
            boost::beast::http::field name, boost::beast::string_view text, boost::beast::string_view value,
            boost::beast::error_code& ec) override;
    };

    void begin();
    std::size_t parse(std::string_view bytes);
    void refuse(boost::beast::error_code ec);
    bool is_ambiguous() const;

    const std::uint32_t max_head_;
    const std::uint64_t max_body_;
    std::optional<parser> parser_;
    std::size_t head_ = 0; // bytes of it that were taken
    state state_ = state::incomplete;
    unsigned refused_with_ = 400;
    bool continued_ = false;
    bool line_skipped_ = false; // an empty one, before the request
};

} // namespace token_service

#endif
