#include "emulator/quotas/quotas_request.hpp"

#include "emulator/control/control_reader.hpp"
#include "emulator/protocol/decisions.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <utility>

namespace acs::emulation {

namespace {

namespace json = boost::json;

void read_limits(const json::value& limits, const control_reader& reader, quotas::configuration& wanted)
{
    if (!limits.is_object())
        reader.fail("limits", "must be an object of operations and numbers");
    for (const auto& limit : limits.get_object()) {
        const auto operations = parse_operations(limit.key());
        json::error_code error;
        const std::size_t most =
            limit.value().is_null() ? decisions::no_limit : limit.value().to_number<std::uint32_t>(error);
        if (!operations || error)
            reader.fail("limits", "has the bad member '" + std::string(limit.key()) + "'");
        for (std::size_t i = 0; i < operation_count; ++i)
            if (operations->test(i))
                wanted.limits[i] = most;
    }
}

} // namespace

quotas::configuration read_quotas(const json::value& body, const quotas::configuration& current)
{
    control_reader reader(body, "the quotas request");
    quotas::configuration wanted = current;
    if (const auto enabled = reader.boolean("enabled"))
        wanted.enabled = *enabled;
    if (const auto form = reader.text("retryAfter")) {
        const auto known = parse_retry_after_form(*form);
        if (!known)
            reader.fail("retryAfter", "must be one of " + std::string(retry_after_form_names()));
        wanted.retry_after = *known;
    }
    if (const auto seconds = reader.number("windowSeconds", 0.001, 86'400))
        wanted.window =
            std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::duration<double>(*seconds));
    if (const auto* limits = reader.take("limits"))
        read_limits(*limits, reader, wanted);
    reader.refuse_the_rest();
    return wanted;
}

json::value quotas_json(const quotas::configuration& current)
{
    json::object limits;
    for (std::size_t i = 0; i < operation_count; ++i)
        if (static_cast<operation>(i) != operation::other)
            limits[to_string(static_cast<operation>(i))] =
                current.limits[i] == decisions::no_limit ? json::value() : json::value(current.limits[i]);
    // Whole seconds without a fraction, for readers that expect integers.
    const auto whole = std::chrono::floor<std::chrono::seconds>(current.window);
    const json::value window = whole == current.window
                                   ? json::value(static_cast<std::int64_t>(whole.count()))
                                   : json::value(std::chrono::duration<double>(current.window).count());
    return json::object{
        {"enabled", current.enabled},
        {"retryAfter", to_string(current.retry_after)},
        {"windowSeconds", window},
        {"limits", std::move(limits)}};
}

} // namespace acs::emulation
