#include "emulator/encoding/json_text.hpp"

#include <boost/json.hpp>
#include <cstddef>
#include <string_view>

namespace acs::emulation {

namespace {

// The length of the character that the text begins with; 0 if it is none.
std::size_t character_length(std::string_view text)
{
    const auto byte = [&](std::size_t i) {
        return static_cast<unsigned char>(text[i]);
    };
    const unsigned first = byte(0);
    std::size_t length = 0;
    unsigned least =
        0x80; // of the second byte: what is smaller or bigger is overlong, a surrogate or too high
    unsigned most = 0xBF;
    if (first < 0x80)
        return 1;
    if (first >= 0xC2 && first <= 0xDF)
        length = 2;
    else if (first >= 0xE0 && first <= 0xEF)
        length = 3;
    else if (first >= 0xF0 && first <= 0xF4)
        length = 4;
    if (length == 0 || text.size() < length)
        return 0;
    if (first == 0xE0)
        least = 0xA0;
    else if (first == 0xED)
        most = 0x9F;
    else if (first == 0xF0)
        least = 0x90;
    else if (first == 0xF4)
        most = 0x8F;
    if (byte(1) < least || byte(1) > most)
        return 0;
    for (std::size_t i = 2; i < length; ++i)
        if ((byte(i) & 0xC0) != 0x80)
            return 0;
    return length;
}

} // namespace

// JSON's own characters are ASCII, so that mending the whole text mends the strings in it.
std::string json_text(const boost::json::value& value)
{
    const std::string text = boost::json::serialize(value);
    std::string result;
    result.reserve(text.size());
    for (std::string_view rest = text; !rest.empty();) {
        const std::size_t length = character_length(rest);
        if (length == 0)
            result += "\xEF\xBF\xBD";
        else
            result += rest.substr(0, length);
        rest.remove_prefix(length == 0 ? 1 : length);
    }
    return result;
}

} // namespace acs::emulation
