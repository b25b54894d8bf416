#ifndef ACS_WIRE_RAW_ID_HPP
#define ACS_WIRE_RAW_ID_HPP

#include <acs/communication_cloud.hpp>
#include <acs/identifier_kind.hpp>

#include <string>
#include <string_view>

namespace acs::wire {

// What the first two segments of a raw id say.
struct raw_id_prefix
{
    std::string_view text; // with both colons
    identifier_kind kind;
    std::string_view cloud;
    bool anonymous = false;
};

inline constexpr std::string_view phone_number_prefix = "4:"; // the only one of a single segment

// The prefix of a raw id of exactly three segments. Null if it isn't known.
const raw_id_prefix* find_raw_id_prefix(std::string_view raw_id);

// The raw id of a kind that belongs to a cloud: the prefix and `rest`. Clouds that aren't known have the
// public one's prefix.
std::string make_raw_id(
    identifier_kind kind, const communication_cloud& cloud, bool anonymous, std::string_view rest);

} // namespace acs::wire

#endif
