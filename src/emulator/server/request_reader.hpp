#ifndef ACS_EMULATOR_REQUEST_READER_HPP
#define ACS_EMULATOR_REQUEST_READER_HPP

#include "emulator/protocol/decisions.hpp"
#include "emulator/protocol/exchange.hpp"

#include <boost/beast/http/basic_parser.hpp>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace acs::emulation {

/// Reads one HTTP/1 request from bytes, keeping target, field names and field values exactly as they were
/// written. Knows no socket. Used once: the next request takes a new reader.
class request_reader final : private boost::beast::http::basic_parser<true>
{
public:
    /// A longer body is given up on. The request then carries one byte more than this, so that the service
    /// sees by its length alone that it was too long.
    static constexpr std::size_t longest_body = decisions::largest_body;
    /// A longer head is refused, and so is a longer trailer or extension of a chunk.
    static constexpr std::uint32_t longest_head = 64 * 1024;

    enum class state
    {
        incomplete,
        complete,
        body_too_long, ///< usable as a request, but the connection's next bytes are not a request
        head_too_long,
        malformed,
    };

    request_reader();

    /// Takes bytes from the front of `bytes` and returns how many.
    std::size_t read(std::string_view bytes);
    state progress() const { return state_; }
    /// What is wrong with a malformed request, as a sentence.
    std::string_view complaint() const { return complaint_; }

    /// Whether the client waits for a `100 Continue` before it sends the body.
    bool wants_continue() const;
    /// Whether the connection may be used again, as far as the request says.
    bool persistent() const;
    bool is_http_1_0() const { return http_1_0_; }

    /// The request, once it is complete or its body is too long.
    request& received() { return received_; }

private:
    using field = boost::beast::http::field;
    using verb = boost::beast::http::verb;
    using text = boost::beast::string_view;
    using error = boost::beast::error_code;

    void on_request_impl(verb, text method, text target, int version, error&) override;
    void on_response_impl(int, text, int, error&) override {}
    void on_field_impl(field name, text name_text, text value, error& ec) override;
    void on_header_impl(error& ec) override;
    void on_body_init_impl(const boost::optional<std::uint64_t>&, error&) override {}
    std::size_t on_body_impl(text body, error& ec) override;
    void on_chunk_header_impl(std::uint64_t, text, error&) override {}
    std::size_t on_chunk_body_impl(std::uint64_t, text body, error& ec) override;
    void on_finish_impl(error&) override {}

    void refuse(std::string_view complaint, error& ec);

    request received_;
    state state_ = state::incomplete;
    std::string_view complaint_ = "This is not an HTTP/1.1 request.";
    std::size_t head_bytes_ = 0; // with the trailer's
    std::size_t hosts_ = 0;
    bool head_done_ = false;
    bool http_1_0_ = false;
    bool expects_continue_ = false;
};

} // namespace acs::emulation

#endif
