#include "wire/claims_challenge.hpp"

#include <doctest/doctest.h>

using acs::wire::claims_of_challenge;

namespace {

// {"access_token":{"nbf":{"essential":true,"value":"1604106651"}}}
constexpr const char* encoded =
    "eyJhY2Nlc3NfdG9rZW4iOnsibmJmIjp7ImVzc2VudGlhbCI6dHJ1ZSwidmFsdWUiOiIxNjA0MTA2NjUxIn19fQ==";
constexpr const char* claims = R"({"access_token":{"nbf":{"essential":true,"value":"1604106651"}}})";

std::string challenge(std::string_view encoded_claims)
{
    return R"(Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", )"
           R"(error="insufficient_claims", claims=")" +
           std::string(encoded_claims) + '"';
}

} // namespace

TEST_CASE("claims challenge: what the service asks for")
{
    CHECK(claims_of_challenge(challenge(encoded)) == claims);
    // Without padding, in the other alphabet, unquoted, in another order and case.
    CHECK(claims_of_challenge(challenge(std::string_view(encoded).substr(0, 86))) == claims);
    CHECK(claims_of_challenge(challenge("eyJhIjoiPz8_Pz8-In0")) == R"({"a":"?????>"})");
    CHECK(
        claims_of_challenge("bearer CLAIMS=eyJhIjoxfQ==,Error=insufficient_claims , realm=x") ==
        R"({"a":1})");
    // Among others.
    CHECK(claims_of_challenge(R"(HMAC-SHA256, Bearer error="insufficient_claims", claims="eyJhIjoxfQ==")"));
    CHECK(claims_of_challenge(
        R"(Bearer error="insufficient_claims", claims="eyJhIjoxfQ==", PoP realm="x", error="invalid")"));
    CHECK(claims_of_challenge(
        R"(Bearer realm="a \"quoted\" , word", error="insufficient_claims", claims="eyJhIjoxfQ==")"));
}

TEST_CASE("claims challenge: everything else asks for no claims")
{
    for (const char* text :
         {"", "Bearer", R"(Bearer error="invalid_token")", R"(Bearer error="insufficient_claims")",
          R"(Bearer claims="eyJhIjoxfQ==")", R"(Bearer error="invalid_token", claims="eyJhIjoxfQ==")",
          R"(PoP error="insufficient_claims", claims="eyJhIjoxfQ==")",
          R"(Bearer error="insufficient_claims", PoP claims="eyJhIjoxfQ==")",
          R"(Bearer error="insufficient_claims", claims="eyJhIjoxfQ==)", // no end
          R"(Bearer error="insufficient_claims", claims="")",
          R"(Bearer error="insufficient_claims", claims="bm8ganNvbg==")", // no JSON
          R"(Bearer error="insufficient_claims", claims="WzFd")",         // no object
          R"(Bearer error="insufficient_claims", claims="%%%")",
          R"(Bearer error="insufficient_claims" claims=)", "HMAC-SHA256", "\"", "=", ",,,", "Bearer \\"}) {
        CAPTURE(text);
        CHECK_FALSE(claims_of_challenge(text).has_value());
    }
    const std::string large = "eyJh" + std::string(20000, 'A');
    CHECK_FALSE(claims_of_challenge(challenge(large)).has_value());
}
