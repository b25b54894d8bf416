#ifndef ACS_EMULATOR_FAULT_KIND_HPP
#define ACS_EMULATOR_FAULT_KIND_HPP

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace acs::emulation {

/// What can be made to go wrong.
enum class fault_kind
{
    delay,
    hang,
    status,
    throttle,
    reset_before,
    reset_inside,
    close,
    truncate,
    garbage,
    empty,
    wrong_type,
    content_type,
    html,
    chunked,
    drip,
    connection_close,
    silent_close,
    huge_headers,
    interim,
    short_token,
    expired_token,
    repeat_token,
    skewed_date,
    claims_challenge,
};

constexpr std::size_t fault_kind_count = 24;

/// Of some groups only one fault can act on an answer.
enum class fault_group
{
    answer, ///< decides what is answered
    cut,    ///< decides how the answer ends
    token,  ///< decides about the issued token
    extra,  ///< adds to whatever happens
};

/// Whether the operation is done before the fault acts.
enum class execution
{
    always,
    by_default, ///< unless the rule says `"execute": false`
    on_request, ///< if the rule says `"execute": true`
};

std::string_view to_string(fault_kind kind);
fault_group group_of(fault_kind kind);
execution execution_of(fault_kind kind);

/// Case, `_` and `-` don't matter; some other usual names are understood.
std::optional<fault_kind> parse_fault_kind(std::string_view name);
/// All names, for messages.
std::string fault_kind_names();

} // namespace acs::emulation

#endif
