#ifndef ACS_EMULATOR_GUID_HPP
#define ACS_EMULATOR_GUID_HPP

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

namespace acs::emulation {

/// 128 bits, written as 8-4-4-4-12 hex digits.
struct guid
{
    std::array<std::uint8_t, 16> bytes{};

    friend std::strong_ordering operator<=>(const guid&, const guid&) = default;
};

/// Reads 8-4-4-4-12 hex digits of either case.
std::optional<guid> parse_guid(std::string_view text);
/// Lower case.
std::string to_string(const guid& value);
/// Lower case, appended.
void append_guid(std::string& text, const guid& value);

struct guid_hash
{
    std::size_t operator()(const guid& value) const
    {
        std::uint64_t halves[2];
        std::memcpy(halves, value.bytes.data(), sizeof halves);
        return static_cast<std::size_t>((halves[0] ^ halves[1]) * 0x9e3779b97f4a7c15U);
    }
};

} // namespace acs::emulation

#endif
