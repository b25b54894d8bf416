#include "wire/endpoint.hpp"

#include <doctest/doctest.h>

using namespace acs;

TEST_CASE("endpoint: host, port and Host header")
{
    const auto plain = wire::parse_endpoint("https://contoso.communication.azure.com/").value();
    CHECK(plain.tls);
    CHECK(plain.host == "contoso.communication.azure.com");
    CHECK(plain.port == "443");
    CHECK(plain.host_header == "contoso.communication.azure.com");
    CHECK(plain.url() == "https://contoso.communication.azure.com");

    const auto with_port = wire::parse_endpoint("https://localhost:8443").value();
    CHECK(with_port.port == "8443");
    CHECK(with_port.host_header == "localhost:8443");

    CHECK(wire::parse_endpoint("https://contoso:443/").value().host_header == "contoso");
    CHECK(wire::parse_endpoint("https://contoso:0443/").value().port == "443");

    const auto ipv6 = wire::parse_endpoint("https://[::1]:8443/").value();
    CHECK(ipv6.host == "::1");
    CHECK(ipv6.host_header == "[::1]:8443");
    CHECK(wire::parse_endpoint("https://[::1]").value().host_header == "[::1]");
}

TEST_CASE("endpoint: plain http to loopback only")
{
    for (const char* url :
         {"http://localhost:8080", "http://127.0.0.1/", "http://127.9.8.7:1", "http://[::1]:80"}) {
        CAPTURE(url);
        const auto parsed = wire::parse_endpoint(url);
        REQUIRE(parsed.has_value());
        CHECK_FALSE(parsed->tls);
    }
    for (const char* url :
         {"http://contoso.communication.azure.com", "http://127.0.0.1.example.com", "http://10.0.0.1",
          "http://localhost.example.com", "http://[::2]"}) {
        CAPTURE(url);
        CHECK(wire::parse_endpoint(url).error() == errc::insecure_endpoint);
    }
}

TEST_CASE("endpoint: what is no endpoint")
{
    for (const char* url :
         {"",
          "contoso",
          "https://",
          "https:///",
          "https://:443",
          "https://a b",
          "https://a/path",
          "https://a/?q",
          "https://a#f",
          "https://user@a",
          "https://a:",
          "https://a:0",
          "https://a:65536",
          "https://a:x",
          "https://a:1:2",
          "https://[::1",
          "https://[::1]x",
          "https://[::1]:",
          "https://[zz]",
          "https://-a",
          "https://a\r\nX: y",
          "https://a\n"}) {
        CAPTURE(url);
        CHECK(wire::parse_endpoint(url).error() == errc::invalid_endpoint);
    }
}
