// A proxy's answer to CONNECT: what comes out, and where the tunnel begins, doesn't depend on where the
// network cuts the bytes.

#include "fuzz/cutter.hpp"
#include "fuzz/require.hpp"
#include "wire/tunnel_answer.hpp"

#include <cstdint>
#include <string_view>

using acs::wire::tunnel_answer;
using fuzz::require;

namespace {

std::size_t feed(tunnel_answer& answer, std::string_view text, std::size_t longest_piece)
{
    std::size_t taken = 0;
    for (fuzz::cutter pieces(text, longest_piece);
         !pieces.done() && answer.now() == tunnel_answer::state::incomplete;) {
        const std::string_view piece = pieces.next(text.size());
        const std::size_t size = answer.take(piece);
        require(size <= piece.size(), "it takes no more than there is");
        require(
            size == piece.size() || answer.now() != tunnel_answer::state::incomplete,
            "an incomplete answer takes all there is");
        taken += size;
    }
    return taken;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    tunnel_answer whole;
    const std::size_t taken = feed(whole, text, text.size() + 1);
    for (const std::size_t longest : {std::size_t{1}, std::size_t{40}}) {
        tunnel_answer cut;
        require(feed(cut, text, longest) == taken, "where the tunnel begins doesn't depend on the cuts");
        require(cut.now() == whole.now(), "the state doesn't depend on the cuts");
        require(cut.status() == whole.status(), "the status doesn't depend on the cuts");
        if (cut.now() == tunnel_answer::state::complete)
            require(cut.offers_basic() == whole.offers_basic(), "the offer doesn't depend on the cuts");
    }
    if (whole.now() != tunnel_answer::state::complete)
        return 0;
    require(whole.status() >= 200 && whole.status() <= 599, "the status is a final one");
    require(text.substr(0, taken).ends_with('\n'), "a head ends with a line");
    return 0;
}
