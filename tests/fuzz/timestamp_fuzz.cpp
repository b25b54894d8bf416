// expiresOn: what is read is written as the service writes it, and reads the same again.

#include "fuzz/require.hpp"
#include "wire/timestamp.hpp"

#include <acs/access_token.hpp>

#include <cstdint>
#include <string>
#include <string_view>

using namespace std::chrono;
using fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto read = acs::wire::parse_timestamp(text);
    if (!read)
        return 0;
    using ticks = duration<std::int64_t, std::ratio<1, 10'000'000>>; // the seven digits of the service
    const std::string written = acs::to_string(*read);
    const auto again = acs::wire::parse_timestamp(written);
    require(again.has_value(), "what is written can be read");
    if (*read < sys_days(1678y / January / 1))
        require(*again == acs::wall_time::min(), "what can't be counted stays the first moment");
    else if (*read >= sys_days(2262y / January / 1))
        require(*again == acs::wall_time::max(), "what can't be counted stays the last moment");
    else
        require(*again == floor<ticks>(*read), "writing and reading gives the same moment");
    if (text.ends_with("Z")) {
        const std::string shifted = std::string(text.substr(0, text.size() - 1)) + "+01:00";
        const auto earlier = acs::wire::parse_timestamp(shifted);
        require(earlier.has_value(), "an offset is as good as Z");
        require(earlier == read || *earlier == *read - hours(1), "an offset is taken off");
    }
    return 0;
}
