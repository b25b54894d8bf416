#include "emulator/encoding/base64.hpp"

#include <doctest/doctest.h>

using namespace acs::emulation;

TEST_CASE("emulator base64: encodes and decodes every length")
{
    CHECK(base64_encode("") == "");
    CHECK(base64_encode("f") == "Zg==");
    CHECK(base64_encode("fo") == "Zm8=");
    CHECK(base64_encode("foo") == "Zm9v");
    CHECK(base64_encode("\xfb\xff\xfe") == "+//+");
    CHECK(base64url_encode("\xfb\xff\xfe") == "-__-");
    CHECK(base64url_encode("f") == "Zg");
    for (std::string bytes; bytes.size() < 70; bytes += static_cast<char>(bytes.size() * 37)) {
        CHECK(base64_decode(base64_encode(bytes)) == bytes);
        CHECK(base64url_decode(base64url_encode(bytes)) == bytes);
    }
}

TEST_CASE("emulator base64: refuses what is not canonical")
{
    for (const char* text :
         {"Zg", "Zg=", "Zg===", "Z===", "====", "Zh==", "Zm9=", "Zm 9v", "Zm9v\n", "-__-", "Zg==Zg=="})
        CHECK_MESSAGE(!base64_decode(text), text);
    for (const char* text : {"Z", "Zh", "Zg==", "+//+"})
        CHECK_MESSAGE(!base64url_decode(text), text);
    CHECK(base64_decode("pw==") == "\xa7");
}
