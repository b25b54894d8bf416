#ifndef ACS_EMULATOR_RETRY_AFTER_HPP
#define ACS_EMULATOR_RETRY_AFTER_HPP

#include "emulator/protocol/exchange.hpp"

#include <acs/time_source.hpp>

#include <chrono>
#include <optional>
#include <string_view>

namespace acs::emulation {

/// How an answer says when to come again.
enum class retry_after_form
{
    seconds,             ///< `Retry-After: 3`
    date,                ///< `Retry-After: Mon, 09 Jan 2023 17:55:58 GMT`
    retry_after_ms,      ///< `retry-after-ms: 3000`
    x_ms_retry_after_ms, ///< `x-ms-retry-after-ms: 3000`
    none,                ///< not at all
    garbage,             ///< `Retry-After: soon`
};

std::string_view to_string(retry_after_form form);
/// Case, `_` and `-` don't matter.
std::optional<retry_after_form> parse_retry_after_form(std::string_view name);
/// The names, for messages.
std::string_view retry_after_form_names();

/// Adds the header. Seconds and dates are rounded up.
void add_retry_after(
    header_fields& headers, retry_after_form form, std::chrono::nanoseconds wait, wall_time now);

} // namespace acs::emulation

#endif
