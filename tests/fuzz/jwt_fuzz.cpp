// JSON Web Tokens: whatever is read is no error without its advice; what is built from claims says the same
// as the claims.

#include "fuzz/require.hpp"
#include "wire/base64.hpp"
#include "wire/json_document.hpp"
#include "wire/jwt_expiry.hpp"

#include <boost/json/value.hpp>
#include <cstdint>
#include <string>
#include <string_view>

using fuzz::require;

namespace {

// The bytes as the payload of a token, in the alphabet for URLs or the standard one.
std::string token_of(std::string_view payload, bool for_urls)
{
    acs::wire::wiping_string text;
    acs::wire::append_base64({reinterpret_cast<const unsigned char*>(payload.data()), payload.size()}, text);
    std::string made = "e30.";
    for (const char c : text)
        if (!for_urls)
            made += c;
        else if (c != '=')
            made += c == '+' ? '-' : c == '/' ? '_' : c;
    return made + ".c2ln";
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto read = acs::wire::jwt_expiry(text);
    if (read) {
        require(text.find('.') != std::string_view::npos, "a token has two parts");
        require(acs::wire::jwt_expiry(std::string(text) + ".more").has_value(), "further parts don't matter");
        require(!acs::wire::jwt_expiry(std::string(text) + "\n"), "a line end is no part of it");
    } else {
        require(read.error() == acs::errc::invalid_argument, "the one error there is");
        require(
            read.error().message().find("with its expiry") != std::string::npos, "it says what else to do");
    }

    // The same bytes as claims.
    const auto one = acs::wire::jwt_expiry(token_of(text, true));
    const auto other = acs::wire::jwt_expiry(token_of(text, false));
    require(one.has_value() == other.has_value(), "both alphabets are read");
    require(!one || *one == *other, "and read the same");
    const acs::wire::json_document claims(text);
    const auto* const exp = claims.object() ? claims.object()->if_contains("exp") : nullptr;
    require(one.has_value() == (exp && exp->is_number()), "a number is an expiry, anything else is none");
    return 0;
}
