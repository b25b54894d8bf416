#include "wire/url.hpp"

#include <doctest/doctest.h>

using namespace acs;
using wire::parse_url;
using wire::plain_http;

TEST_CASE("url: origin and target")
{
    const auto plain = parse_url("https://login.microsoftonline.com/").value();
    CHECK(plain.origin.url() == "https://login.microsoftonline.com");
    CHECK(plain.target == "/");
    const auto path = parse_url(" http://localhost:42356/msi/token?x=1 ").value();
    CHECK(path.origin.url() == "http://localhost:42356");
    CHECK(path.target == "/msi/token?x=1");
    CHECK(path.with_query("y=2") == "/msi/token?x=1&y=2");
    CHECK(parse_url("https://h/a//").value().target == "/a//");
    CHECK(parse_url("http://127.0.0.1:41741/MSI/token/").value().with_query("y=2") == "/MSI/token/?y=2");
    CHECK(parse_url("https://h/a?b=/").value().target == "/a?b=/");
    CHECK(parse_url("https://h?q").value().target == "/?q");
    CHECK(parse_url("https://[::1]:8443/x").value().origin.host == "::1");
}

TEST_CASE("url: where plain http may go")
{
    CHECK(parse_url("http://169.254.169.254/metadata").error() == errc::insecure_endpoint);
    const auto metadata = parse_url("http://169.254.169.254/metadata", plain_http::metadata).value();
    CHECK(metadata.origin.link_local);
    CHECK(metadata.origin.host_header == "169.254.169.254");
    CHECK_FALSE(parse_url("http://127.0.0.1:1", plain_http::metadata).value().origin.link_local);
    CHECK_FALSE(parse_url("https://169.254.169.254", plain_http::metadata).value().origin.link_local);
    for (const char* text :
         {"http://example.com", "http://169.254.169.254.example.com", "http://169.2540.1.1",
          "http://169.25.4.1", "http://169.254..1", "http://169.254.1.", "http://169.254.1.256",
          "http://127...1", "http://10.0.0.1", "http://[fe80::1]"}) {
        CAPTURE(text);
        CHECK(parse_url(text, plain_http::metadata).error() == errc::insecure_endpoint);
    }
}

TEST_CASE("url: what is none")
{
    for (const char* text :
         {"", "localhost", "ftp://h/", "https://", "https:///x", "https://h/a b", "https://h/#f",
          "https://user:pw@h/", "https://h/\x7f", "https://h:0/", "/x"}) {
        CAPTURE(text);
        CHECK(parse_url(text).error() == errc::invalid_endpoint);
    }
}
