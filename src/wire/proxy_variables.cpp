#include "wire/proxy_variables.hpp"

#include "wire/ascii.hpp"
#include "wire/decimal.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <initializer_list>
#include <string>

namespace acs::wire {

namespace {

struct variable
{
    std::string_view name;
    std::string_view text;
};

variable first_set(const variable_lookup& lookup, std::initializer_list<const char*> names)
{
    for (const char* const name : names)
        if (const char* const text = lookup(name); text && !trim(text).empty())
            return {name, text};
    return {};
}

result<std::optional<proxy>> parse(std::string_view url, std::string_view source)
{
    auto parsed = parse_proxy(url);
    if (parsed)
        return std::optional<proxy>(std::move(*parsed));
    error_details details = parsed.error().details();
    details.what = std::string(source) + ": " + details.what;
    return error(errc::invalid_proxy, std::move(details));
}

// Of 16 bytes; IPv4 is the last four of ::ffff:0:0/96.
using address = std::array<unsigned char, 16>;
constexpr unsigned ipv4_prefix = 96;

constexpr bool is_ipv4(const address& a)
{
    return std::all_of(a.begin(), a.begin() + 10, [](unsigned char c) { return c == 0; }) && a[10] == 0xff &&
           a[11] == 0xff;
}

std::optional<address> parse_address(std::string_view text)
{
    const std::string terminated(text);
    address parsed{};
    if (inet_pton(AF_INET6, terminated.c_str(), parsed.data()) == 1)
        return parsed;
    parsed = {};
    parsed[10] = parsed[11] = 0xff;
    if (inet_pton(AF_INET, terminated.c_str(), parsed.data() + 12) == 1)
        return parsed;
    return std::nullopt;
}

// Whether the first bits are the same.
bool same_block(const address& a, const address& b, unsigned bits)
{
    const unsigned bytes = bits / 8;
    if (!std::equal(a.begin(), a.begin() + bytes, b.begin()))
        return false;
    const unsigned rest = bits % 8;
    return rest == 0 || (a[bytes] ^ b[bytes]) >> (8 - rest) == 0;
}

// An entry that is an address or a block of them.
bool holds(std::string_view entry, const address& host)
{
    const auto slash = entry.find('/');
    const auto block = parse_address(entry.substr(0, slash));
    if (!block || is_ipv4(*block) != is_ipv4(host))
        return false;
    unsigned bits = 128;
    if (slash != std::string_view::npos) {
        const bool dotted = entry.find(':') == std::string_view::npos;
        const auto number = parse_decimal(entry.substr(slash + 1));
        if (!number || *number > (dotted ? 32 : 128))
            return false;
        bits = static_cast<unsigned>(*number) + (dotted ? ipv4_prefix : 0);
    }
    return same_block(*block, host, bits);
}

bool is_domain_of(std::string_view domain, std::string_view host)
{
    if (domain.starts_with("*."))
        domain.remove_prefix(1);
    if (domain.starts_with('.'))
        domain.remove_prefix(1);
    while (domain.ends_with('.'))
        domain.remove_suffix(1);
    if (domain.empty() || host.size() < domain.size())
        return false;
    const auto begin = host.size() - domain.size();
    return equal_ignoring_case(host.substr(begin), domain) && (begin == 0 || host[begin - 1] == '.');
}

// Takes a port off the entry's end. False if it is not the endpoint's.
bool port_fits(std::string_view& entry, std::string_view port)
{
    std::string_view wanted;
    if (entry.starts_with('[')) {
        const auto end = entry.find(']');
        if (end == std::string_view::npos)
            return false;
        const std::string_view rest = entry.substr(end + 1);
        entry = entry.substr(1, end - 1);
        if (rest.empty())
            return true;
        if (rest.front() != ':')
            return false;
        wanted = rest.substr(1);
    } else {
        const auto colon = entry.find(':');
        // Several colons without brackets: an IPv6 address.
        if (colon == std::string_view::npos || entry.find(':', colon + 1) != std::string_view::npos)
            return true;
        wanted = entry.substr(colon + 1);
        entry = entry.substr(0, colon);
    }
    const auto number = parse_decimal(wanted);
    return number && number == parse_decimal(port);
}

} // namespace

result<std::optional<proxy>> choose_proxy(
    const std::optional<secret>& option, const variable_lookup& lookup, const endpoint& target)
{
    if (option) {
        if (trim(option->reveal()).empty())
            return std::optional<proxy>();
        auto parsed = parse(option->reveal(), "the option proxy");
        if (parsed && !target.tls)
            return std::optional<proxy>();
        return parsed;
    }
    if (!target.tls)
        return std::optional<proxy>();
    const variable found = first_set(lookup, {"HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"});
    if (found.text.empty() || is_excluded(first_set(lookup, {"NO_PROXY", "no_proxy"}).text, target))
        return std::optional<proxy>();
    return parse(found.text, "the environment's " + std::string(found.name));
}

bool is_excluded(std::string_view list, const endpoint& target)
{
    std::string_view host = target.host;
    while (host.ends_with('.'))
        host.remove_suffix(1);
    const auto address = parse_address(host);
    constexpr std::string_view separators = ", \t\r\n";
    while (true) {
        const auto begin = list.find_first_not_of(separators);
        if (begin == std::string_view::npos)
            return false;
        list.remove_prefix(begin);
        std::string_view entry = list.substr(0, list.find_first_of(separators));
        list.remove_prefix(entry.size());
        if (!port_fits(entry, target.port))
            continue;
        if (entry == "*" || (address ? holds(entry, *address) : is_domain_of(entry, host)))
            return true;
    }
}

} // namespace acs::wire
