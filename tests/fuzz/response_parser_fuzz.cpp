// Heads and bodies of answers, as a connection feeds them to the parser. What comes out doesn't depend on
// where the network cuts the bytes, and the limits hold.

#include "fuzz/cutter.hpp"
#include "fuzz/require.hpp"
#include "transport/response_parser.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/error.hpp>
#include <cstdint>
#include <string>
#include <string_view>

namespace http = boost::beast::http;
using fuzz::require;

namespace {

constexpr std::size_t max_head =
    1024; // what the client's options allow at least; also the read buffer's size
constexpr std::size_t max_body = 300;

struct outcome
{
    bool head_done = false;
    bool complete = false;
    bool keep_alive = false;
    std::size_t taken = 0;
    boost::system::error_code ec;
    acs::wire::response answer;
};

outcome read(std::string_view text, std::size_t longest_piece)
{
    acs::transport::response_parser parser(max_head, max_body);
    fuzz::cutter pieces(text, longest_piece);
    std::string buffer;
    outcome made;
    while (!parser.is_done()) {
        boost::system::error_code ec;
        if (!buffer.empty()) {
            const std::size_t taken = parser.put(boost::asio::buffer(buffer), ec);
            require(taken <= buffer.size(), "the parser takes no more than there is");
            made.taken += taken;
            made.head_done = parser.is_header_done();
            buffer.erase(0, taken);
            if (ec && ec != http::error::need_more) {
                made.ec = ec;
                return made;
            }
            if (!ec)
                continue;
        }
        if (buffer.size() == max_head) {
            made.ec = http::error::header_limit;
            return made;
        }
        if (pieces.done()) {
            if (!parser.got_some())
                return made;
            ec = {};
            parser.put_eof(ec);
            made.ec = ec;
            if (ec || !parser.is_done())
                return made;
            break;
        }
        buffer += pieces.next(max_head - buffer.size());
    }
    made.complete = true;
    made.keep_alive = parser.keep_alive();
    made.answer = std::move(parser.message());
    return made;
}

void require_same(const outcome& a, const outcome& b)
{
    require(a.head_done == b.head_done, "whether there is a head doesn't depend on the cuts");
    require(a.complete == b.complete, "completeness doesn't depend on the cuts");
    // Which error it is does: what came in pieces Beast looks at when it ends, and then it is bad or cut off.
    require(a.complete || a.ec.failed() == b.ec.failed(), "an error doesn't depend on the cuts");
    if (!a.complete)
        return;
    require(a.taken == b.taken, "where the answer ends doesn't depend on the cuts");
    require(a.keep_alive == b.keep_alive, "keep-alive doesn't depend on the cuts");
    require(a.answer.status == b.answer.status, "the status doesn't depend on the cuts");
    require(a.answer.headers == b.answer.headers, "the headers don't depend on the cuts");
    require(a.answer.body == b.answer.body, "the body doesn't depend on the cuts");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const outcome whole = read(text, text.size() + 1);
    // Beast measures the first line by itself when it comes before the rest: the limit may let up to twice as
    // much in.
    const auto head_end = text.find("\r\n\r\n");
    if (head_end == std::string_view::npos || head_end + 4 <= max_head) {
        require_same(whole, read(text, 1));
        require_same(whole, read(text, 40));
    }
    if (!whole.complete)
        return 0;
    std::size_t head = 0;
    for (const auto& [name, value] : whole.answer.headers)
        head += name.size() + value.size();
    require(head <= 2 * max_head, "the head's limit holds");
    require(whole.answer.body.size() <= max_body, "the body's limit holds");
    require(whole.answer.status >= 0 && whole.answer.status <= 999, "a status has three digits");
    return 0;
}
