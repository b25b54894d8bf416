#include "wire/redaction.hpp"

#include "wire/percent_encoding.hpp"
#include "wire/wiping_string.hpp"

namespace acs::wire {

namespace {

constexpr std::size_t longest_text = 2000;

// What is shorter is no token, and would be found in ordinary words.
constexpr std::size_t shortest_secret = 8;

void redact(std::string_view hidden, wiping_string& text)
{
    constexpr std::string_view replacement = "REDACTED";
    if (hidden.size() < shortest_secret)
        return;
    for (auto at = text.find(hidden); at != wiping_string::npos;
         at = text.find(hidden, at + replacement.size()))
        text.replace(at, hidden.size(), replacement);
}

} // namespace

std::string redacted(std::string_view words, std::span<const std::string_view> secrets)
{
    wiping_string text(words); // until it is redacted, there may be a token in it
    for (const std::string_view hidden : secrets) {
        redact(hidden, text);
        wiping_string encoded; // as it went out in a form
        append_percent_encoded(hidden, encoded);
        if (encoded != hidden)
            redact(encoded, text);
    }
    if (text.size() > longest_text) {
        std::size_t end = longest_text;
        while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80)
            --end;
        text.resize(end);
    }
    return std::string(text);
}

} // namespace acs::wire
