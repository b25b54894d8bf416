#include "wire/proxy.hpp"

#include "wire/ascii.hpp"
#include "wire/base64.hpp"
#include "wire/make_error.hpp"

#include <algorithm>
#include <optional>
#include <span>

namespace acs::wire {

namespace {

error bad_proxy(std::string what)
{
    return make_error(errc::invalid_proxy, std::move(what));
}

constexpr int hex_value(char c)
{
    return is_digit(c) ? c - '0' : to_lower(c) - 'a' + 10;
}

// Nothing if a % is not followed by two hexadecimal digits.
std::optional<wiping_string> decode_percents(std::string_view text)
{
    wiping_string decoded;
    decoded.reserve(text.size() + 16); // never in the string object itself
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            decoded += text[i];
            continue;
        }
        if (text.size() - i < 3 || !is_hex_digit(text[i + 1]) || !is_hex_digit(text[i + 2]))
            return std::nullopt;
        decoded += static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
        i += 2;
    }
    return decoded;
}

bool has_controls(std::string_view text)
{
    return std::any_of(
        text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '\x7f'; });
}

// `name:password`, as it stands in the URL, to a header's value (RFC 7617).
result<secret> make_basic(std::string_view user)
{
    const auto colon = user.find(':');
    const auto name = decode_percents(user.substr(0, colon));
    const auto password =
        decode_percents(colon == std::string_view::npos ? std::string_view() : user.substr(colon + 1));
    if (!name || !password)
        return bad_proxy("a % in user name or password is not followed by two hexadecimal digits; "
                         "the character itself is %25");
    if (has_controls(*name) || has_controls(*password))
        return bad_proxy("user name or password has control characters");
    if (name->find(':') != wiping_string::npos)
        return bad_proxy("the user name has a colon");

    wiping_string both;
    both.reserve(name->size() + password->size() + 16);
    both += *name;
    both += ':';
    both += *password;
    wiping_string value;
    value.reserve(both.size() / 3 * 4 + 16);
    value += "Basic ";
    append_base64(std::span(reinterpret_cast<const unsigned char*>(both.data()), both.size()), value);
    return secret(value);
}

bool is_scheme(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return is_alphanumeric(c) || c == '+' || c == '-' || c == '.';
    });
}

std::string authority(const std::string& host, const std::string& port)
{
    return (host.find(':') == std::string::npos ? host : "[" + host + "]") + ":" + port;
}

} // namespace

std::string proxy::name() const
{
    return authority(host, port);
}

result<proxy> parse_proxy(std::string_view url)
{
    std::string_view rest = trim(url);
    if (const auto end = rest.find("://"); end != std::string_view::npos && is_scheme(rest.substr(0, end))) {
        const std::string_view scheme = rest.substr(0, end);
        if (starts_with_ignoring_case(scheme, "socks"))
            return bad_proxy("it is a SOCKS proxy; only http:// proxies are supported");
        if (!equal_ignoring_case(scheme, "http"))
            return bad_proxy("only http:// proxies are supported (what passes through them is TLS anyway)");
        rest.remove_prefix(end + 3);
    }
    if (rest.ends_with('/'))
        rest.remove_suffix(1);
    if (rest.find_first_of("/?#") != std::string_view::npos)
        return bad_proxy("it has a path, a query or a fragment; in a password they are %2F, %3F and %23");

    proxy parsed;
    if (const auto at = rest.rfind('@'); at != std::string_view::npos) {
        if (at > 0) {
            auto authorization = make_basic(rest.substr(0, at));
            if (!authorization)
                return authorization.error();
            parsed.authorization = std::move(*authorization);
        }
        rest.remove_prefix(at + 1);
    }
    const auto place = parse_endpoint("https://" + std::string(rest));
    if (!place)
        return bad_proxy(place.error().details().what); // which shows no part of the text
    parsed.host = place->host;
    const bool has_port =
        rest.find(':', rest.starts_with('[') ? rest.find(']') : 0) != std::string_view::npos;
    parsed.port = has_port ? place->port : "80";
    return parsed;
}

wiping_string make_tunnel_request(const proxy& by, const endpoint& target)
{
    const std::string to = authority(target.host, target.port);
    wiping_string head;
    head.reserve(2 * to.size() + by.authorization.size() + 80);
    head += "CONNECT ";
    head += to;
    head += " HTTP/1.1\r\nHost: ";
    head += to;
    if (!by.authorization.empty()) {
        head += "\r\nProxy-Authorization: ";
        head += by.authorization.reveal();
    }
    head += "\r\n\r\n";
    return head;
}

} // namespace acs::wire
