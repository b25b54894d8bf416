#include "wire/base64.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace acs;

TEST_CASE("base64: the vectors of RFC 4648, both ways")
{
    const std::pair<std::string, std::string> vectors[] = {
        {"", ""},
        {"f", "Zg=="},
        {"fo", "Zm8="},
        {"foo", "Zm9v"},
        {"foob", "Zm9vYg=="},
        {"fooba", "Zm9vYmE="},
        {"foobar", "Zm9vYmFy"},
        {std::string("\xff\xfe\0\x80", 4), "//4AgA=="}};
    for (const auto& [bytes, text] : vectors) {
        wire::wiping_string encoded;
        wire::append_base64({reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()}, encoded);
        CHECK(std::string_view(encoded) == text);
        const auto decoded = wire::decode_base64(text);
        REQUIRE(decoded.has_value());
        CHECK(std::string_view(*decoded) == bytes);
    }
}

TEST_CASE("base64: strict")
{
    for (const char* text :
         {"Z", "Zg", "Zg=", "Zh==", "Zm9=", "Zm9v=", "Z===", "=Zg=", "Zg==Zg==", "Zm 9", "Zm9v\n", "Zm-_"})
        CHECK_FALSE(wire::decode_base64(text).has_value());
}
