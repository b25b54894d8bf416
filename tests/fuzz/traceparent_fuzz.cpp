// traceparent and tracestate: what is passed on is well-formed, of the same trace, and breaks no head.

#include "fuzz/require.hpp"
#include "wire/ascii.hpp"
#include "wire/traceparent.hpp"
#include "wire/tracestate.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

using acs::wire::traceparent;
using fuzz::require;

namespace {

void require_well_formed(const traceparent& value)
{
    const std::string_view text = value.text();
    require(text.size() == 55 && text.starts_with("00-"), "version 00 is written");
    require(text.find_first_not_of("0123456789abcdef-") == std::string_view::npos, "in lower case");
    require(value.span_id() != std::string_view("0000000000000000"), "a span has an id");
    const auto again = traceparent::parse(text);
    require(again && again->text() == text, "what is written reads the same");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (const auto parent = traceparent::parse(text)) {
        require_well_formed(*parent);
        require(text.substr(3, 49) == parent->text().substr(3, 49), "the ids stay");
        const traceparent child = parent->child(size < 8 ? 0 : data[4] * 0x100000001ULL);
        require_well_formed(child);
        require(child.trace_id() == parent->trace_id(), "a child is of the same trace");
        require(child.sampled() == parent->sampled(), "and sampled like it");
        require(!traceparent::parse(text.substr(0, 54)), "nothing may be missing");
    }
    if (acs::wire::is_tracestate(text)) {
        require(text.size() <= 512, "a list is of limited length");
        require(
            std::all_of(
                text.begin(), text.end(), [](char c) { return c == ' ' || acs::wire::is_visible(c); }),
            "a list is visible text");
        require(
            !acs::wire::is_tracestate(std::string(text) + "," + std::string(text)), "keys are there once");
    }
    return 0;
}
