#include "wire/base64.hpp"
#include "wire/jwt_expiry.hpp"

#include <acs/access_token_from_jwt.hpp>

#include <chrono>
#include <doctest/doctest.h>
#include <span>
#include <string>
#include <string_view>

using acs::errc;
using acs::wall_time;
using acs::wire::jwt_expiry;
using namespace std::chrono_literals;

namespace {

// base64url without padding, as in a token.
std::string part(std::string_view bytes)
{
    acs::wire::wiping_string text;
    acs::wire::append_base64({reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()}, text);
    std::string made(text);
    while (made.ends_with('='))
        made.pop_back();
    for (char& c : made)
        c = c == '+' ? '-' : c == '/' ? '_' : c;
    return made;
}

std::string jwt(std::string_view claims)
{
    return part(R"({"alg":"none"})") + "." + part(claims) + ".c2ln";
}

wall_time at(std::chrono::nanoseconds since_1970)
{
    return wall_time(since_1970);
}

void check_invalid(const std::string& text)
{
    CAPTURE(text);
    const auto read = jwt_expiry(text);
    REQUIRE(!read.has_value());
    CHECK(read.error() == errc::invalid_argument);
    if (text.size() > 8)
        CHECK(read.error().message().find(text.substr(text.size() - 8)) == std::string::npos);
}

} // namespace

TEST_CASE("jwt expiry: seconds since 1970")
{
    CHECK(jwt_expiry(jwt(R"({"exp":100})")).value() == at(100s));
    CHECK(jwt_expiry(jwt(R"({"sub":"x","exp":1767225600,"skypeid":"y"})")).value() == at(1767225600s));
    CHECK(jwt_expiry(jwt(R"({"exp":1.5})")).value() == at(1500ms));
    CHECK(jwt_expiry(jwt(R"({"exp":17672256e2})")).value() == at(1767225600s));
    CHECK(jwt_expiry(jwt(R"({"exp":0})")).value() == at(0s));
    CHECK(jwt_expiry(jwt(R"({"exp":-1})")).value() == at(-1s));
}

TEST_CASE("jwt expiry: what clocks can't say is the first or the last moment")
{
    CHECK(jwt_expiry(jwt(R"({"exp":32503680000})")).value() == wall_time::max()); // the year 3000
    CHECK(jwt_expiry(jwt(R"({"exp":9223372036})")).value() == at(9223372036s));
    CHECK(jwt_expiry(jwt(R"({"exp":9223372037})")).value() == wall_time::max());
    CHECK(jwt_expiry(jwt(R"({"exp":18446744073709551615})")).value() == wall_time::max());
    CHECK(jwt_expiry(jwt(R"({"exp":1e300})")).value() == wall_time::max());
    CHECK(jwt_expiry(jwt(R"({"exp":-1e300})")).value() == wall_time::min());
}

TEST_CASE("jwt expiry: both alphabets, with padding and without")
{
    // The payload's text has the two characters that differ.
    const std::string claims = R"({"exp":100,"x":"~~~???>>>"})";
    const std::string url = part(claims);
    REQUIRE(url.find_first_of("-_") != std::string::npos);
    std::string standard = url;
    for (char& c : standard)
        c = c == '-' ? '+' : c == '_' ? '/' : c;
    CHECK(jwt_expiry("e30." + url + ".x").value() == at(100s));
    CHECK(jwt_expiry("e30." + standard + ".x").value() == at(100s));
    const std::string two = part(R"({"exp":10})"); // 10 bytes: two characters of padding
    CHECK(jwt_expiry("e30." + two + "==.x").value() == at(10s));
    CHECK(jwt_expiry("e30." + two).value() == at(10s)); // two parts do, as for the .NET SDK
}

TEST_CASE("jwt expiry: foo, foo.bar, foo.bar.foobar")
{
    for (const char* text : {"", " ", ".", "..", "foo", "foo.bar", "foo.bar.foobar"})
        check_invalid(text);
}

TEST_CASE("jwt expiry: claims without a numeric exp")
{
    for (const char* claims :
         {R"({})", R"({"exp":"100"})", R"({"exp":null})", R"({"exp":[100]})", R"([100])", R"("exp")", "100",
          R"({"exp":100)", R"({"exp":NaN})", R"({"EXP":100})"})
        check_invalid(jwt(claims));
}

TEST_CASE("jwt expiry: encrypted tokens, blanks, line ends")
{
    check_invalid("eyJhbGciOiJSU0EtT0FFUCJ9.OKOawDo13gRp2ojaHV7LFpZcgV7T6DVZKTyKOMTYUmKoTCVJ.48V1_ALb.5eym8Y."
                  "XFBoMYUZodetZ");
    check_invalid("Bearer " + jwt(R"({"exp":100})"));
    check_invalid(jwt(R"({"exp":100})") + "\n");
    check_invalid(std::string("a.b\0c.d", 7));
}

TEST_CASE("access token from jwt: the text with the expiry that it says")
{
    const std::string text = jwt(R"({"exp":100})");
    const auto token = acs::access_token_from_jwt(acs::secret(text));
    REQUIRE(token.has_value());
    CHECK(token->token() == text);
    CHECK(token->expires_on() == at(100s));
    CHECK(token->usable_until() == acs::boot_time::max());
    const auto none = acs::access_token_from_jwt(acs::secret("foo"));
    REQUIRE(!none.has_value());
    CHECK(none.error() == errc::invalid_argument);
    CHECK(none.error().message().find("its expiry") != std::string::npos);
}
