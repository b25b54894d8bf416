#include "emulator/protocol/retry_after.hpp"

#include "emulator/encoding/case_folding.hpp"
#include "emulator/encoding/http_date.hpp"

#include <array>

namespace acs::emulation {

namespace {

constexpr std::array<std::string_view, 6> form_names{
    "seconds", "date", "retry-after-ms", "x-ms-retry-after-ms", "none", "garbage"};

} // namespace

std::string_view to_string(retry_after_form form)
{
    return form_names[static_cast<std::size_t>(form)];
}

std::optional<retry_after_form> parse_retry_after_form(std::string_view name)
{
    for (std::size_t i = 0; i < form_names.size(); ++i)
        if (canonical_name(form_names[i]) == canonical_name(name))
            return static_cast<retry_after_form>(i);
    return std::nullopt;
}

std::string_view retry_after_form_names()
{
    return "seconds, date, retry-after-ms, x-ms-retry-after-ms, none or garbage";
}

void add_retry_after(
    header_fields& headers, retry_after_form form, std::chrono::nanoseconds wait, wall_time now)
{
    using namespace std::chrono;
    const std::string milliseconds_text = std::to_string(ceil<milliseconds>(wait).count());
    switch (form) {
    case retry_after_form::seconds:
        headers.set("Retry-After", std::to_string(ceil<seconds>(wait).count()));
        break;
    case retry_after_form::date:
        headers.set("Retry-After", format_http_date(ceil<seconds>(now + wait)));
        break;
    case retry_after_form::retry_after_ms:
        headers.set("retry-after-ms", milliseconds_text);
        break;
    case retry_after_form::x_ms_retry_after_ms:
        headers.set("x-ms-retry-after-ms", milliseconds_text);
        break;
    case retry_after_form::none:
        break;
    case retry_after_form::garbage:
        headers.set("Retry-After", "soon");
        break;
    }
}

} // namespace acs::emulation
