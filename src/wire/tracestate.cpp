#include "wire/tracestate.hpp"

#include "wire/ascii.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace acs::wire {

namespace {

// What every implementation has to pass on, and what none has to exceed.
constexpr std::size_t longest_state = 512;
constexpr std::size_t most_members = 32;
constexpr std::size_t longest_part = 256; // of a key, and of a value

bool is_lower_alphanumeric(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'z');
}

bool is_key(std::string_view text)
{
    return !text.empty() && text.size() <= longest_part && is_lower_alphanumeric(text.front()) &&
           std::all_of(text.begin(), text.end(), [](char c) {
               return is_lower_alphanumeric(c) || std::string_view("_-*/@").find(c) != std::string_view::npos;
           });
}

// Without the comma, which has ended the member already. A space at the end is not the value's but the
// list's.
bool is_value(std::string_view text)
{
    return !text.empty() && text.size() <= longest_part && std::all_of(text.begin(), text.end(), [](char c) {
        return c == ' ' || (is_visible(c) && c != '=');
    });
}

std::string_view without_spaces(std::string_view text)
{
    const auto first = text.find_first_not_of(' ');
    return first == std::string_view::npos ? std::string_view()
                                           : text.substr(first, text.find_last_not_of(' ') - first + 1);
}

} // namespace

bool is_tracestate(std::string_view text)
{
    if (text.size() > longest_state)
        return false;
    std::array<std::string_view, most_members> keys;
    std::size_t members = 0;
    for (bool last = false; !last;) {
        const auto comma = text.find(',');
        last = comma == std::string_view::npos;
        const std::string_view member = without_spaces(text.substr(0, comma));
        text.remove_prefix(last ? text.size() : comma + 1);
        if (member.empty()) // allowed between commas
            continue;
        const auto equals = member.find('=');
        if (equals == std::string_view::npos || members == most_members)
            return false;
        const std::string_view key = member.substr(0, equals);
        const auto end = keys.begin() + static_cast<std::ptrdiff_t>(members);
        if (!is_key(key) || !is_value(member.substr(equals + 1)) || std::find(keys.begin(), end, key) != end)
            return false;
        keys[members++] = key;
    }
    return members != 0;
}

} // namespace acs::wire
