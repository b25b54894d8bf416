#include "wire/azure_cli_answer.hpp"

#include <doctest/doctest.h>

using namespace acs;
using namespace std::chrono;

TEST_CASE("Azure CLI's answer: seconds count before the local time")
{
    const auto both = wire::parse_azure_cli_token(
        R"({"accessToken":"t","expiresOn":"2026-01-31 21:59:10.000000","expires_on":1769896750})");
    REQUIRE(both.has_value());
    CHECK(both->text.reveal() == "t");
    CHECK(both->expires_on == wall_time(1769896750s));
    CHECK_FALSE(both->expires_local.has_value());
    const auto digits = wire::parse_azure_cli_token(R"({"accessToken":"t","expires_on":"1769896750"})");
    CHECK(digits->expires_on == wall_time(1769896750s));
    const auto far = wire::parse_azure_cli_token(R"({"accessToken":"t","expires_on":999999999999999})");
    CHECK(far->expires_on == sys_days(2262y / January / 1));
}

TEST_CASE("Azure CLI's answer: a local time")
{
    const auto local = [](const std::string& text) {
        const auto read = wire::parse_azure_cli_token(R"({"accessToken":"t","expiresOn":")" + text + "\"}");
        return read ? read->expires_local : std::nullopt;
    };
    CHECK(local("2026-01-31 21:59:10.123456") == local_days(2026y / 1 / 31) + 21h + 59min + 10s);
    CHECK(local("2026-01-31 21:59:10") == local_days(2026y / 1 / 31) + 21h + 59min + 10s);
    for (const char* text :
         {"", "2026-01-31", "2026-01-31T21:59:10", "2026-02-30 00:00:00", "2026-13-01 00:00:00",
          "2026-01-31 24:00:00", "2026-01-31 00:60:00", "2026-01-31 00:00:61", "2026-01-31 00:00:00Z",
          "1969-12-31 00:00:00", "9999-12-31 00:00:00", "2026-01-3x 00:00:00"}) {
        CAPTURE(text);
        CHECK_FALSE(local(text).has_value());
    }
}

TEST_CASE("Azure CLI's answer: what is none")
{
    for (const char* text :
         {"", "[]", "null", "Please sign in", R"({"expires_on":1})", R"({"accessToken":"","expires_on":1})",
          R"({"accessToken":1,"expires_on":1})", R"({"accessToken":"t"})",
          R"({"accessToken":"t","expires_on":-1})", R"({"accessToken":"t","expires_on":"soon"})"}) {
        CAPTURE(text);
        CHECK(wire::parse_azure_cli_token(text).error() == errc::malformed_response);
    }
}

TEST_CASE("Azure CLI's words: one line, without tokens")
{
    CHECK(wire::azure_cli_words("") == "");
    CHECK(wire::azure_cli_words(" \x1b[31mERROR:\r\n\t two  lines\x1b[0m\n") == "ERROR: two lines");
    CHECK(
        wire::azure_cli_words("Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.c2ln, scope a.b//.default") ==
        "Bearer REDACTED, scope a.b//.default");
    CHECK(
        wire::azure_cli_words("refresh_token=0.AX" + std::string(200, 'x') + "&x") ==
        "refresh_token=REDACTED&x");
    CHECK(
        wire::azure_cli_words("token.eyJhbGciOiJub25lIn0.x \x1b[eyJhbGciOiJub25lIn0.") ==
        "token.REDACTED [REDACTED");
    CHECK(wire::azure_cli_words("eyJ is how they begin") == "eyJ is how they begin");
    CHECK(wire::azure_cli_words(std::string(5000, '/')).size() == 2000);
}
