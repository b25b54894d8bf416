// What the Azure CLI prints: a token with one of its two times, or an error; and its words, in which no token
// is left.

#include "fuzz/planted_secret.hpp"
#include "fuzz/require.hpp"
#include "wire/azure_cli_answer.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

using fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (const auto read = acs::wire::parse_azure_cli_token(text)) {
        require(!read->text.empty(), "there is a token");
        require(read->expires_on.has_value() != read->expires_local.has_value(), "it has one time");
        if (read->expires_on)
            require(*read->expires_on >= acs::wall_time(), "it is counted from 1970");
    } else {
        require(read.error() == acs::errc::malformed_response, "the error says what it is");
    }

    // Its pieces may be in the text already: the fuzzer learns them.
    const fuzz::planted_secret token('\x01', "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhcHAifQ.c2lnbmF0dXJl");
    const std::string words = acs::wire::azure_cli_words(token.plant(text));
    require(words.find(token.text()) == std::string::npos, "no token is shown");
    require(words.size() <= 2000, "the words are short");
    require(
        std::none_of(
            words.begin(), words.end(),
            [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; }),
        "no control characters are left");
    return 0;
}
