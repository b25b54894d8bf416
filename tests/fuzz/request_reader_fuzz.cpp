// Requests to the emulator: what is read doesn't depend on where the network cuts the bytes.

#include "emulator/server/request_reader.hpp"
#include "fuzz/cutter.hpp"
#include "fuzz/require.hpp"

#include <cstdint>
#include <string>
#include <string_view>

using acs::emulation::request_reader;
using fuzz::require;
using state = request_reader::state;

namespace {

// Gives the reader a text as a connection does: what it doesn't take comes again, with more.
std::size_t feed(request_reader& reader, std::string_view text, std::size_t longest_piece)
{
    fuzz::cutter pieces(text, longest_piece);
    std::string buffer;
    std::size_t taken = 0;
    while (!pieces.done() && reader.progress() == state::incomplete) {
        buffer += pieces.next(text.size());
        const std::size_t size = reader.read(buffer);
        require(size <= buffer.size(), "the reader takes no more than there is");
        buffer.erase(0, size);
        taken += size;
    }
    return taken;
}

void require_same(std::string_view text, std::size_t longest_piece)
{
    request_reader whole;
    request_reader cut;
    const std::size_t whole_taken = feed(whole, text, text.size() + 1);
    const std::size_t cut_taken = feed(cut, text, longest_piece);
    const auto usable = [](const request_reader& reader) {
        return reader.progress() == state::complete || reader.progress() == state::body_too_long;
    };
    // Beast looks once more at a head that came in pieces when it ends: it may be bad or unfinished.
    if (!usable(whole) && !usable(cut))
        return;
    require(whole.progress() == cut.progress(), "the state doesn't depend on the cuts");
    require(whole.received().method == cut.received().method, "the method doesn't depend on the cuts");
    require(whole.received().target == cut.received().target, "the target doesn't depend on the cuts");
    require(
        whole.received().headers.all() == cut.received().headers.all(),
        "the headers don't depend on the cuts");
    require(
        whole.persistent() == cut.persistent(), "whether the connection lasts doesn't depend on the cuts");
    require(whole.received().headers.count("Host") <= 1, "there is one Host");
    if (whole.progress() != state::complete)
        return;
    require(whole.received().body == cut.received().body, "the body doesn't depend on the cuts");
    require(whole_taken == cut_taken, "where the request ends doesn't depend on the cuts");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    require_same(text, 1);
    require_same(text, 40);
    return 0;
}
