#include "emulator/operations/body_members.hpp"

#include "emulator/protocol/decisions.hpp"
#include "emulator/protocol/request_body.hpp"

#include <algorithm>
#include <limits>

namespace acs::emulation {

namespace json = boost::json;

std::optional<std::int64_t> int32_member(
    const json::object& body, std::string_view member, std::string_view target)
{
    const json::value* value = find_member(body, member);
    if (value == nullptr)
        return std::nullopt;
    if (!value->is_int64() || value->get_int64() < std::numeric_limits<std::int32_t>::min() ||
        value->get_int64() > std::numeric_limits<std::int32_t>::max())
        throw decisions::wrong_member_type(target, "a 32-bit integer");
    return value->get_int64();
}

std::optional<std::string_view> text_member(
    const json::object& body, std::string_view member, std::string_view target)
{
    const json::value* value = find_member(body, member);
    if (value == nullptr)
        return std::nullopt;
    if (!value->is_string())
        throw decisions::wrong_member_type(target, "a string");
    return std::string_view(value->get_string());
}

const json::array* text_array_member(
    const json::object& body, std::string_view member, std::string_view target)
{
    const json::value* value = find_member(body, member);
    if (value == nullptr)
        return nullptr;
    const json::array* texts = value->if_array();
    if (texts == nullptr ||
        !std::all_of(texts->begin(), texts->end(), [](const json::value& text) { return text.is_string(); }))
        throw decisions::wrong_member_type(target, "an array of strings");
    return texts;
}

std::size_t characters_in(std::string_view text)
{
    // Each but the first byte of a character starts with the bits 10.
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xc0) != 0x80; }));
}

} // namespace acs::emulation
