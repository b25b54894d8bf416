#include "vectors.hpp"
#include "wire/connection_string.hpp"

#include <doctest/doctest.h>

using namespace acs;

TEST_CASE("connection string: published vectors")
{
    const auto vectors = read_vectors("connection_strings.json");
    REQUIRE(vectors.size() > 15);
    for (const auto& vector : vectors) {
        const std::string text = text_of(vector, "text");
        CAPTURE(text);
        const auto parsed = wire::parse_connection_string(text);
        CHECK(parsed.has_value() == vector.at("valid").as_bool());
        if (parsed && vector.at("valid").as_bool()) {
            CHECK(parsed->endpoint == text_of(vector, "endpoint"));
            CHECK(parsed->access_key.reveal() == text_of(vector, "accesskey"));
        }
    }
}

TEST_CASE("connection string: the case of keywords is ignored, and that of the scheme")
{
    const auto parsed = wire::parse_connection_string("ENDPOINT=HTTPS://contoso/;AccessKey=Kg==");
    REQUIRE(parsed.has_value());
    CHECK(parsed->access_key.reveal() == "Kg==");
}

TEST_CASE("connection string: each fault has its errc")
{
    const auto code = [](const char* text) {
        return wire::parse_connection_string(text).error();
    };
    CHECK(code("") == errc::invalid_connection_string);
    CHECK(code("   ") == errc::invalid_connection_string);
    CHECK(code(";") == errc::invalid_connection_string);
    CHECK(code("endpoint=https://a.b/") == errc::invalid_connection_string);
    CHECK(code("endpoint=https://a.b/;accesskey=Kg") == errc::invalid_access_key);
    CHECK(code("endpoint=https://a.b/;accesskey=K*==") == errc::invalid_access_key);
    CHECK(code("endpoint=ftp://a.b/;accesskey=Kg==") == errc::invalid_endpoint);
    CHECK(code("endpoint=http://a.b/;accesskey=Kg==") == errc::insecure_endpoint);
}

TEST_CASE("connection string: no error shows the key")
{
    const std::string key = "c2VjcmV0LWtleS10aGF0LW11c3Qtbm90LXNob3c";
    for (const std::string& text :
         {"endpoint=https://a.b/;accesskey=" + key, "endpoint=http://a.b/;accesskey=" + key + "=",
          "accesskey=" + key + "=", "endpoint=https://user:" + key + "@a.b/;accesskey=" + key + "=",
          "endpoint=nonsense;accesskey=" + key + "=", key,
          "endpoint=https://a.b/;accesskey=" + key + "=;accesskey=" + key + "="}) {
        const auto parsed = wire::parse_connection_string(text);
        REQUIRE_FALSE(parsed.has_value());
        CHECK(parsed.error().message().find(key) == std::string::npos);
        CHECK(parsed.error().message().find("Next: ") != std::string::npos);
    }
}
