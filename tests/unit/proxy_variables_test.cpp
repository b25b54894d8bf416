#include "wire/proxy_variables.hpp"

#include <doctest/doctest.h>

#include <map>
#include <string>

using namespace acs;

namespace {

using variables = std::map<std::string, std::string>;

wire::endpoint target(const char* url)
{
    return wire::parse_endpoint(url).value();
}

result<std::optional<wire::proxy>> choose(
    const variables& set, const char* url = "https://contoso.example",
    const std::optional<secret>& option = {})
{
    const auto lookup = [&set](const char* name) -> const char* {
        const auto found = set.find(name);
        return found == set.end() ? nullptr : found->second.c_str();
    };
    return wire::choose_proxy(option, lookup, target(url));
}

std::string chosen(
    const variables& set, const char* url = "https://contoso.example",
    const std::optional<secret>& option = {})
{
    const auto by = choose(set, url, option);
    if (!by)
        return by.error().message();
    return *by ? (*by)->name() : "none";
}

} // namespace

TEST_CASE("proxy_variables: HTTPS_PROXY before ALL_PROXY, upper case before lower")
{
    variables set{{"HTTPS_PROXY", "a"}, {"https_proxy", "b"}, {"ALL_PROXY", "c"},
                  {"all_proxy", "d"},   {"HTTP_PROXY", "e"},  {"http_proxy", "f"}};
    CHECK(chosen(set) == "a:80");
    set["HTTPS_PROXY"] = " "; // as if it weren't set
    CHECK(chosen(set) == "b:80");
    set.erase("https_proxy");
    CHECK(chosen(set) == "c:80");
    set["ALL_PROXY"] = "";
    CHECK(chosen(set) == "d:80");
    set.erase("all_proxy");
    CHECK(chosen(set) == "none"); // those for http are not asked
    CHECK(chosen({}) == "none");
}

TEST_CASE("proxy_variables: an option says it, whatever the environment has")
{
    const variables set{{"HTTPS_PROXY", "a"}, {"NO_PROXY", "*"}};
    CHECK(chosen(set) == "none");
    CHECK(chosen(set, "https://contoso.example", secret("http://o:1")) == "o:1");
    CHECK(chosen({{"HTTPS_PROXY", "a"}}, "https://contoso.example", secret()) == "none");
    CHECK(chosen({{"HTTPS_PROXY", "socks5://a"}}, "https://contoso.example", secret(" ")) == "none");
}

TEST_CASE("proxy_variables: plain http never leaves this machine")
{
    CHECK(chosen({{"HTTPS_PROXY", "a"}, {"HTTP_PROXY", "b"}}, "http://localhost:8080") == "none");
    CHECK(chosen({{"HTTPS_PROXY", "socks5://a"}}, "http://localhost:8080") == "none");
    CHECK(chosen({}, "http://localhost:8080", secret("http://o:1")) == "none");
    CHECK(chosen({{"HTTPS_PROXY", "a"}}, "https://localhost:8080") == "a:80");
}

TEST_CASE("proxy_variables: an unusable URL is an error that names its source and no value")
{
    const auto expect = [](const result<std::optional<wire::proxy>>& by, const char* source) {
        REQUIRE_FALSE(by.has_value());
        CHECK(by.error() == errc::invalid_proxy);
        CHECK(by.error().message().find(source) != std::string::npos);
        CHECK(by.error().message().find("hunter2") == std::string::npos);
    };
    expect(choose({{"HTTPS_PROXY", "http://u:hunter2@"}}), "HTTPS_PROXY");
    expect(choose({{"https_proxy", "https://u:hunter2@a"}}), "https_proxy");
    expect(choose({{"ALL_PROXY", "socks5://u:hunter2@a"}}), "ALL_PROXY");
    expect(choose({}, "https://contoso.example", secret("http://u:hunter2/@a")), "option proxy");
    expect(choose({}, "http://localhost", secret("http://u:hunter2/@a")), "option proxy");
    // Where it is not used, it does no harm.
    CHECK(chosen({{"HTTPS_PROXY", "socks5://a"}, {"no_proxy", "example"}}) == "none");
}

TEST_CASE("proxy_variables: NO_PROXY before no_proxy")
{
    variables set{{"HTTPS_PROXY", "a"}, {"NO_PROXY", "other.example"}, {"no_proxy", "contoso.example"}};
    CHECK(chosen(set) == "a:80");
    set["NO_PROXY"] = "";
    CHECK(chosen(set) == "none");
}

TEST_CASE("proxy_variables: which endpoints a list names")
{
    struct sample
    {
        const char* list;
        const char* url;
        bool excluded;
    };
    for (const sample& each : {
             sample{"", "https://www.example.com", false},
             {" , ,", "https://www.example.com", false},
             {"*", "https://www.example.com", true},
             {"a, *", "https://[::1]:8443", true},
             {"*:8443", "https://a:8443", true},
             {"*:8443", "https://a", false},
             // Names: the domain and what is below it.
             {"example.com", "https://example.com", true},
             {"example.com", "https://www.example.com", true},
             {"example.com", "https://a.b.example.com", true},
             {"example.com", "https://badexample.com", false},
             {"example.com", "https://example.com.evil", false},
             {"www.example.com", "https://example.com", false},
             {".example.com", "https://example.com", true},
             {".example.com", "https://www.example.com", true},
             {".example.com", "https://badexample.com", false},
             {"*.example.com", "https://www.example.com", true},
             {"*.example.com", "https://badexample.com", false},
             {"*example.com", "https://badexample.com", false},
             {"EXAMPLE.com", "https://WWW.Example.COM", true},
             {"example.com.", "https://www.example.com", true},
             {"example.com", "https://www.example.com.", true},
             {".", "https://www.example.com", false},
             {"com", "https://www.example.com", true},
             {"localhost,a.example,\texample.com ,b.example", "https://www.example.com", true},
             {"localhost a.example example.com", "https://www.example.com", true},
             {"localhost,a.example", "https://www.example.com", false},
             // Ports.
             {"example.com:443", "https://www.example.com", true},
             {"example.com:8443", "https://www.example.com", false},
             {"example.com:8443", "https://www.example.com:8443", true},
             {"example.com:0443", "https://www.example.com", true},
             {"example.com:", "https://www.example.com", false},
             {"example.com:x", "https://www.example.com", false},
             {"127.0.0.1:8443", "https://127.0.0.1:8443", true},
             {"127.0.0.1:8443", "https://127.0.0.1:8444", false},
             {"[::1]:8443", "https://[::1]:8443", true},
             {"[::1]:8443", "https://[::1]:8444", false},
             {"[::1]x", "https://[::1]:8444", false},
             {"[::1", "https://[::1]", false},
             // Addresses.
             {"127.0.0.1", "https://127.0.0.1", true},
             {"127.0.0.1", "https://127.0.0.10", false},
             {"0.0.1", "https://127.0.0.1", false},
             {".0.0.1", "https://127.0.0.1", false},
             {"1", "https://127.0.0.1", false},
             {"::1", "https://[::1]:8443", true},
             {"[::1]", "https://[::1]:8443", true},
             {"0:0:0:0:0:0:0:1", "https://[::1]", true},
             {"2001:DB8::1", "https://[2001:db8:0::1]", true},
             {"2001:db8::2", "https://[2001:db8::1]", false},
             {"10.0.0.1", "https://[::ffff:10.0.0.1]", true},
             {"127.0.0.1", "https://localhost", false},
             {"localhost", "https://127.0.0.1", false},
             // Blocks.
             {"10.0.0.0/8", "https://10.255.1.2", true},
             {"10.0.0.0/8", "https://11.0.0.0", false},
             {"10.0.0.0/9", "https://10.127.0.1", true},
             {"10.0.0.0/9", "https://10.128.0.1", false},
             {"10.1.2.3/32", "https://10.1.2.3", true},
             {"10.1.2.3/32", "https://10.1.2.2", false},
             {"10.1.2.3/31", "https://10.1.2.2", true},
             {"0.0.0.0/0", "https://10.1.2.2", true},
             {"0.0.0.0/0", "https://[2001:db8::1]", false},
             {"::/0", "https://[2001:db8::1]", true},
             {"::/0", "https://10.1.2.2", false},
             {"2001:db8::/32", "https://[2001:db8:1::1]", true},
             {"2001:db8::/32", "https://[2001:db9::1]", false},
             {"2001:db8::/33", "https://[2001:db8:8000::1]", false},
             {"[2001:db8::]/32", "https://[2001:db8:1::1]", false},
             {"10.0.0.0/33", "https://10.0.0.0", false},
             {"10.0.0.0/", "https://10.0.0.0", false},
             {"10.0.0.0/-1", "https://10.0.0.0", false},
             {"10.0.0.0/8/8", "https://10.0.0.0", false},
             {"/8", "https://10.0.0.0", false},
             {"example.com/8", "https://example.com", false},
             {"::/129", "https://[::1]", false},
         }) {
        CAPTURE(std::string(each.list));
        CAPTURE(std::string(each.url));
        CHECK(wire::is_excluded(each.list, target(each.url)) == each.excluded);
    }
}
