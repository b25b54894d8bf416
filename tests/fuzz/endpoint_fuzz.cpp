// Endpoints: what is read gives the same URL again, nothing in it can break a request head, and plain http is
// for loopback.

#include "fuzz/require.hpp"
#include "wire/ascii.hpp"
#include "wire/decimal.hpp"
#include "wire/endpoint.hpp"

#include <algorithm>
#include <cstdint>
#include <string_view>

using fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto read = acs::wire::parse_endpoint(text);
    if (!read) {
        require(
            read.error() == acs::errc::invalid_endpoint || read.error() == acs::errc::insecure_endpoint,
            "two kinds of error");
        const std::string message = read.error().message();
        require(std::all_of(message.begin(), message.end(), [](char c) { return c >= ' '; }), "one line");
        return 0;
    }
    const std::string& header = read->host_header;
    require(
        std::all_of(header.begin(), header.end(), acs::wire::is_visible), "the Host header is visible text");
    const auto port = acs::wire::parse_decimal(read->port);
    require(port && *port >= 1 && *port <= 65535, "the port is a port");
    require(!read->host.empty(), "there is a host");
    require(text.find('@') == std::string_view::npos, "there is no user name");
    if (!read->tls)
        require(
            acs::wire::equal_ignoring_case(read->host, "localhost") || read->host == "::1" ||
                (read->host.starts_with("127.") &&
                 read->host.find_first_not_of("0123456789.") == std::string::npos),
            "plain http is for loopback");
    const auto again = acs::wire::parse_endpoint(read->url());
    require(again.has_value(), "what is written can be read");
    require(
        again->tls == read->tls && again->host == read->host && again->port == read->port &&
            again->host_header == header,
        "writing and reading gives the same endpoint");
    return 0;
}
