// Dates of headers: what is read is written again as it was, and the emulator, which reads them with code of
// its own, agrees.

#include "emulator/encoding/http_date.hpp"
#include "fuzz/require.hpp"
#include "wire/http_date.hpp"

#include <cstdint>
#include <string_view>

using namespace std::chrono;
using fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto read = acs::wire::parse_http_date(text);
    const auto other = acs::emulation::parse_http_date(text);
    if (other && *other >= sys_days(1970y / January / 1) && *other < sys_days(2262y / January / 1))
        require(read == other, "what the emulator reads, the client reads");
    // A leap second is the first second of the next minute, which is the next year's once in a while.
    if (!read || text.substr(23, 2) == "60")
        return 0;
    require(*read == floor<seconds>(*read), "a date has whole seconds");
    const auto written = acs::wire::format_http_date(*read);
    const std::string_view again(written.data(), written.size());
    require(acs::wire::parse_http_date(again) == read, "writing and reading gives the same moment");
    require(acs::emulation::format_http_date(*read) == again, "both write the same");
    require(again.substr(3) == text.substr(3), "writing gives the text back, but for the weekday");
    return 0;
}
