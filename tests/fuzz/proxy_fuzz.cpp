// URLs of proxies: no error and no name shows the password, what is read can be written and read again, and
// nothing breaks the request for a tunnel.

#include "fuzz/planted_secret.hpp"
#include "fuzz/require.hpp"
#include "wire/ascii.hpp"
#include "wire/base64.hpp"
#include "wire/proxy.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

using fuzz::require;

namespace {

// None of its twelve characters make a host name.
constexpr fuzz::planted_secret password('~', "hunter2!Xq$93&Zt(4)Lw*8");

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string text = password.plant({reinterpret_cast<const char*>(data), size});
    const auto read = acs::wire::parse_proxy(text);
    if (!read) {
        require(read.error() == acs::errc::invalid_proxy, "one kind of error");
        password.require_hidden(read.error().message());
        return 0;
    }
    const std::string name = read->name();
    password.require_hidden(name);
    const auto again = acs::wire::parse_proxy("HTTP://" + name + "/");
    require(again.has_value(), "a name is a URL");
    require(again->host == read->host && again->port == read->port, "of the same proxy");
    require(again->authorization.empty(), "without anything secret");

    const auto target = acs::wire::parse_endpoint("https://contoso.communication.azure.com").value();
    const acs::wire::wiping_string head = acs::wire::make_tunnel_request(*read, target);
    std::string_view lines(head);
    require(lines.ends_with("\r\n\r\n"), "a head ends with an empty line");
    lines.remove_suffix(4);
    for (int left = read->authorization.empty() ? 2 : 3; left > 0; --left) {
        const std::string_view line = lines.substr(0, lines.find("\r\n"));
        require(
            std::all_of(
                line.begin(), line.end(), [](char c) { return c == ' ' || acs::wire::is_visible(c); }),
            "a line of a head is visible text");
        lines.remove_prefix(std::min(line.size() + 2, lines.size()));
    }
    require(lines.empty(), "a head has no line too many");
    if (!read->authorization.empty()) {
        constexpr std::string_view scheme = "Basic ";
        const std::string_view value = read->authorization.reveal();
        require(value.starts_with(scheme), "the scheme is Basic");
        const auto user = acs::wire::decode_base64(value.substr(scheme.size()));
        require(user && user->find(':') != std::string::npos, "a name and a password, in base64");
    }
    return 0;
}
