// base64: strict, so that reading and writing are inverse in both directions; the emulator, with code of its
// own, agrees.

#include "emulator/encoding/base64.hpp"
#include "fuzz/require.hpp"
#include "wire/base64.hpp"

#include <cstdint>
#include <span>
#include <string_view>

using fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    acs::wire::wiping_string written;
    acs::wire::append_base64({data, size}, written);
    const auto back = acs::wire::decode_base64(written);
    require(back && std::string_view(*back) == text, "what is written reads as it was");
    require(acs::emulation::base64_encode(text) == std::string_view(written), "both write the same");

    const auto read = acs::wire::decode_base64(text);
    const auto other = acs::emulation::base64_decode(text);
    require(read.has_value() == other.has_value(), "both read the same texts");
    if (!read)
        return 0;
    require(std::string_view(*read) == *other, "both read the same bytes");
    written.clear();
    acs::wire::append_base64({reinterpret_cast<const unsigned char*>(read->data()), read->size()}, written);
    require(std::string_view(written) == text, "one text for the same bytes");
    return 0;
}
