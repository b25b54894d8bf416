#include "vectors.hpp"
#include "wire/hmac_signer.hpp"

#include <doctest/doctest.h>

using namespace acs;

namespace {

wire::signature_headers sign(const boost::json::value& vector)
{
    const std::string date = text_of(vector, "date");
    const std::string method = text_of(vector, "method");
    const std::string target = text_of(vector, "path_and_query");
    const std::string host = text_of(vector, "host");
    const std::string body = text_of(vector, "body");
    wire::signed_parts parts;
    parts.method = method;
    parts.path_and_query = target;
    parts.host = host;
    parts.body = body;
    parts.date = wire::parse_http_date(date).value();
    return wire::hmac_signer::from_base64_key(text_of(vector, "key")).value().sign(parts);
}

} // namespace

TEST_CASE("hmac signer: published vectors")
{
    const auto vectors = read_vectors("hmac.json");
    REQUIRE(vectors.size() >= 10);
    for (const auto& vector : vectors) {
        CAPTURE(text_of(vector, "string_to_sign"));
        const auto headers = sign(vector);
        CHECK(headers.date() == text_of(vector, "date"));
        CHECK(headers.content_hash() == text_of(vector, "content_sha256"));
        CHECK(
            headers.authorization() ==
            "HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=" +
                text_of(vector, "signature"));
    }
}

TEST_CASE("hmac signer: one signer gives the same signature again and again")
{
    const auto signer = wire::hmac_signer::from_base64_key("pw==").value();
    wire::signed_parts parts;
    parts.method = "GET";
    parts.path_and_query = "/testPath";
    parts.host = "example.com";
    parts.date = wire::parse_http_date("Wed, 13 Apr 2022 18:09:12 GMT").value();
    for (int i = 0; i < 3; ++i)
        CHECK(signer.sign(parts).authorization().ends_with(
            "Signature=+6tWkg3lNKVjQHHmxkdGQcJjUgzclsWTMebnuCz1ngU="));
}

TEST_CASE("hmac signer: keys that are none")
{
    for (const char* key :
         {"", "=", "====", "a", "ab", "abc", "ab=c", "pw=", "pw==\n", " pw==", "pw==pw==", "p-_=", "px=="})
        CHECK_FALSE(wire::hmac_signer::from_base64_key(key).has_value());
}
