#ifndef ACS_EMULATOR_ANSWER_TEXT_HPP
#define ACS_EMULATOR_ANSWER_TEXT_HPP

#include "emulator/protocol/exchange.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace acs::emulation {

/// What the request allows its answer to look like on the wire.
struct answer_framing
{
    bool without_body = false; ///< the request was a HEAD
    bool http_1_0 = false;     ///< no chunks and no interim answers
    bool persistent = true;    ///< the connection is kept afterwards
};

/// An answer as the bytes of HTTP/1.1, head and body in one piece. Its memory is used again for the next
/// answer.
class answer_text
{
public:
    /// Writes the answer, including what the fault leaves of it: `Content-Length` always promises the whole
    /// body.
    void write(const response& answer, const delivery& how, answer_framing framing);

    /// All bytes to be sent.
    std::string_view bytes() const { return bytes_; }

private:
    void add(std::string_view name, std::string_view value);
    void add_chunks(std::string_view body);

    std::string bytes_;
};

} // namespace acs::emulation

#endif
