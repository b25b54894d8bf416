#include "wire/proxy.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace acs;

namespace {

wire::endpoint target(const char* url)
{
    return wire::parse_endpoint(url).value();
}

std::string tunnel_request(const char* proxy, const char* endpoint)
{
    return std::string(wire::make_tunnel_request(wire::parse_proxy(proxy).value(), target(endpoint)));
}

} // namespace

TEST_CASE("proxy: host and port")
{
    struct sample
    {
        const char* url;
        const char* name;
    };
    for (const sample& each : {
             sample{"http://proxy.example:3128", "proxy.example:3128"},
             {"HTTP://Proxy.Example:3128/", "Proxy.Example:3128"},
             {"proxy.example:3128", "proxy.example:3128"},
             {"http://proxy.example", "proxy.example:80"}, // as in the JavaScript SDK
             {"proxy", "proxy:80"},
             {"http://proxy:443", "proxy:443"},
             {"http://proxy:080", "proxy:80"},
             {"http://10.1.2.3:8080", "10.1.2.3:8080"},
             {"http://[2001:db8::1]:8080", "[2001:db8::1]:8080"},
             {"[::1]", "[::1]:80"},
             {" http://proxy:1\n", "proxy:1"},
             {"http://@proxy:1", "proxy:1"},
         }) {
        CAPTURE(std::string(each.url));
        const auto parsed = wire::parse_proxy(each.url);
        REQUIRE(parsed.has_value());
        CHECK(parsed->name() == each.name);
        CHECK(parsed->authorization.empty());
    }
    CHECK(wire::parse_proxy("http://[::1]:8080").value().host == "::1");
}

TEST_CASE("proxy: user name and password")
{
    struct sample
    {
        const char* url;
        const char* authorization;
    };
    for (const sample& each : {
             sample{
                 "http://Aladdin:open%20sesame@proxy", "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="}, // RFC 7617, 2
             {"test:123%C2%A3@proxy:3128", "Basic dGVzdDoxMjPCow=="},                         // RFC 7617, 2.1
             {"http://user@proxy", "Basic dXNlcjo="},
             {"http://:pw@proxy", "Basic OnB3"},
             {"http://user:a:b@proxy", "Basic dXNlcjphOmI="},
             {"http://user:p@ss@proxy", "Basic dXNlcjpwQHNz"},
             {"http://user:%40%2f%3A%25@[::1]:1", "Basic dXNlcjpALzol"},
         }) {
        CAPTURE(std::string(each.url));
        const auto parsed = wire::parse_proxy(each.url);
        REQUIRE(parsed.has_value());
        CHECK(parsed->authorization.reveal() == each.authorization);
        CHECK(parsed->name().find('@') == std::string::npos);
    }
}

TEST_CASE("proxy: what is none; the error shows nothing of it")
{
    for (const char* url : {
             "",
             "http://",
             "://proxy",
             "https://proxy:3128",
             "socks://proxy",
             "socks4a://proxy",
             "SOCKS5://hunter2:hunter2@proxy:1080",
             "socks5h://proxy:1080",
             "ftp://hunter2@proxy",
             "http://hunter2:80/x@proxy:1",
             "http://user:hunter2/@proxy:1",
             "http://user:hunter2?@proxy:1",
             "http://user:hunter2#@proxy:1",
             "http://proxy/path",
             "http://proxy?query",
             "http://proxy:",
             "http://proxy:0",
             "http://proxy:65536",
             "http://proxy:hunter2",
             "http://user:hunter2:80",
             "http://user@:80",
             "http://[::1",
             "http://[::1]hunter2",
             "http://[fe80::1%25eth0]:80",
             "http://pro xy",
             "http://proxy\r\nX-Hunter2: y",
             "http://proxy\x01:80",
             "http://pr\xc3\xb6xy:80",
             "http://user:hunter2%@proxy",
             "http://user:hunter2%2@proxy",
             "http://user:hunter2%zz@proxy",
             "http://user%0d%0aX:hunter2@proxy",
             "http://user:hunter2%0a@proxy",
             "http://user\n:hunter2@proxy",
             "http://user%00:hunter2@proxy",
             "http://user%7f:hunter2@proxy",
             "http://us%3aer:hunter2@proxy",
         }) {
        CAPTURE(std::string(url));
        const auto parsed = wire::parse_proxy(url);
        REQUIRE_FALSE(parsed.has_value());
        CHECK(parsed.error() == errc::invalid_proxy);
        CHECK(parsed.error().details().what.size() > 5);
        for (const char* part : {"unter2", "eth0"})
            CHECK(parsed.error().message().find(part) == std::string::npos);
    }
    CHECK(wire::parse_proxy("socks5://proxy").error().message().find("SOCKS") != std::string::npos);
}

TEST_CASE("proxy: the request for a tunnel")
{
    CHECK(
        tunnel_request("proxy:3128", "https://contoso.communication.azure.com") ==
        "CONNECT contoso.communication.azure.com:443 HTTP/1.1\r\n"
        "Host: contoso.communication.azure.com:443\r\n"
        "\r\n");
    CHECK(
        tunnel_request("Aladdin:open%20sesame@proxy", "https://[::1]:8443") ==
        "CONNECT [::1]:8443 HTTP/1.1\r\n"
        "Host: [::1]:8443\r\n"
        "Proxy-Authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==\r\n"
        "\r\n");
}
