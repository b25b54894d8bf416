#ifndef ACS_WIRE_TRACEPARENT_HPP
#define ACS_WIRE_TRACEPARENT_HPP

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace acs::wire {

// The value of a `traceparent` header, version 00 of W3C Trace Context: a trace, a span of it, and flags.
class traceparent
{
public:
    // As the specification says: of a later version, what version 00 knows is taken. No value if it is
    // malformed.
    static std::optional<traceparent> parse(std::string_view text);

    // A new span of the same trace, with the same flags. The span's id is made of the random number.
    traceparent child(std::uint64_t random) const;

    // The header's value; as long as the object lives, like the other texts.
    std::string_view text() const { return {text_.data(), text_.size()}; }
    std::string_view trace_id() const { return text().substr(3, 32); }
    std::string_view span_id() const { return text().substr(36, 16); }
    bool sampled() const;

private:
    static constexpr std::size_t size = 55;

    traceparent() = default;

    std::array<char, size> text_{};
};

} // namespace acs::wire

#endif
