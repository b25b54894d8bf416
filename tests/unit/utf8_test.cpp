#include "wire/utf8.hpp"

#include "fuzz/utf8.hpp"

#include <doctest/doctest.h>

#include <string>

using acs::wire::count_code_points;

TEST_CASE("utf8: counts code points")
{
    CHECK(count_code_points("") == 0);
    CHECK(count_code_points("alice@contoso.com") == 17);
    CHECK(count_code_points("\xc3\xbc\xe2\x82\xac\xf0\x9f\x98\x80z") == 4);
    CHECK(count_code_points(std::string_view("\0", 1)) == 1);
}

TEST_CASE("utf8: what is not UTF-8")
{
    for (const char* text :
         {"\x80", "a\xbf", "\xc0\x80", "\xc1\xbf", "\xe0\x80\x80", "\xe0\x9f\xbf", "\xf0\x80\x80\x80",
          "\xf0\x8f\xbf\xbf", "\xed\xa0\x80", "\xed\xbf\xbf", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xff",
          "\xc3", "\xe2\x82", "\xf0\x9f\x98", "\xc3(", "\xe2(\xa1"}) {
        CAPTURE(std::string(text));
        CHECK_FALSE(count_code_points(text));
    }
}

TEST_CASE("utf8: agrees with another implementation on all texts of two bytes, and many of three and four")
{
    for (int first = 0; first < 256; ++first)
        for (int second = 0; second < 256; ++second)
            for (const char* rest : {"", "\x80", "\xbf", "\x80\x80", "\xbf\xbf", "a"}) {
                std::string text{static_cast<char>(first), static_cast<char>(second)};
                text += rest;
                if (count_code_points(text).has_value() != fuzz::is_utf8(text)) {
                    CAPTURE(first);
                    CAPTURE(second);
                    CAPTURE(std::string(rest));
                    FAIL_CHECK("they differ");
                }
            }
}
