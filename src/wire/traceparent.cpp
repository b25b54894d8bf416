#include "wire/traceparent.hpp"

#include "wire/ascii.hpp"

#include <algorithm>

namespace acs::wire {

namespace {

// The two flags of level 2 of the specification: `sampled` and `random trace id`. Others must not be passed
// on.
constexpr unsigned sampled_flag = 1;
constexpr unsigned random_flag = 2;

constexpr std::string_view hex = "0123456789abcdef";

bool is_lower_hex(std::string_view text)
{
    return std::all_of(
        text.begin(), text.end(), [](char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); });
}

bool is_id(std::string_view text)
{
    return is_lower_hex(text) && text.find_first_not_of('0') != std::string_view::npos;
}

unsigned digit(char c)
{
    return static_cast<unsigned>(hex.find(c));
}

} // namespace

std::optional<traceparent> traceparent::parse(std::string_view text)
{
    if (text.size() < size || text[2] != '-' || text[35] != '-' || text[52] != '-')
        return std::nullopt;
    const std::string_view version = text.substr(0, 2);
    const std::string_view flags = text.substr(53, 2);
    if (!is_lower_hex(version) || version == "ff" || !is_id(text.substr(3, 32)) ||
        !is_id(text.substr(36, 16)) || !is_lower_hex(flags))
        return std::nullopt;
    // Later versions may have further fields, which are none of our business.
    const bool later = version != "00";
    if (text.size() > size && (!later || text[size] != '-'))
        return std::nullopt;

    traceparent made;
    std::copy_n(text.begin(), size, made.text_.begin());
    made.text_[0] = made.text_[1] = '0';
    made.text_[53] = '0';
    made.text_[54] = hex[digit(flags[1]) & (later ? sampled_flag : sampled_flag | random_flag)];
    return made;
}

traceparent traceparent::child(std::uint64_t random) const
{
    traceparent made = *this;
    if (random == 0) // an id of zeros is invalid
        random = 1;
    for (std::size_t place = 36 + 16; place > 36; random >>= 4)
        made.text_[--place] = hex[random & 15];
    return made;
}

bool traceparent::sampled() const
{
    return (digit(text_[54]) & sampled_flag) != 0;
}

} // namespace acs::wire
