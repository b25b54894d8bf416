#include "emulator/entra/compact_jws.hpp"

#include "emulator/encoding/base64.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

namespace acs::emulation {

namespace {

namespace json = boost::json;

// Python's asynchronous client pads the parts of its assertions, and Entra takes them.
std::optional<std::string> decode_part(std::string_view part)
{
    return base64url_decode(without_padding(part));
}

std::optional<json::object> parse_part(std::string_view part)
{
    const auto text = decode_part(part);
    if (!text)
        return std::nullopt;
    json::error_code error;
    json::value value = json::parse(*text, error);
    if (error || !value.is_object())
        return std::nullopt;
    return std::move(value.get_object());
}

} // namespace

std::optional<compact_jws> compact_jws::parse(std::string_view text)
{
    const auto first = text.find('.');
    if (first == std::string_view::npos)
        return std::nullopt;
    const auto second = text.find('.', first + 1);
    if (second == std::string_view::npos || text.find('.', second + 1) != std::string_view::npos)
        return std::nullopt;
    auto header = parse_part(text.substr(0, first));
    auto claims = parse_part(text.substr(first + 1, second - first - 1));
    auto signature = decode_part(text.substr(second + 1));
    if (!header || !claims || !signature)
        return std::nullopt;
    compact_jws result;
    result.header = std::move(*header);
    result.claims = std::move(*claims);
    result.signed_text = text.substr(0, second);
    result.signature = std::move(*signature);
    return result;
}

std::string_view compact_jws::text(const json::object& part, std::string_view name)
{
    const auto* value = part.if_contains(name);
    return value != nullptr && value->is_string() ? std::string_view(value->get_string())
                                                  : std::string_view();
}

std::optional<wall_time> compact_jws::time(const json::object& part, std::string_view name)
{
    constexpr double latest = 9'000'000'000; // what nanoseconds in 64 bits can hold, with room
    const auto* value = part.if_contains(name);
    if (value == nullptr || !value->is_number())
        return std::nullopt;
    const auto seconds = value->to_number<double>();
    if (!std::isfinite(seconds))
        return std::nullopt;
    return wall_time(std::chrono::seconds(static_cast<std::int64_t>(std::clamp(seconds, 0.0, latest))));
}

} // namespace acs::emulation
