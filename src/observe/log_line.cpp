#include "observe/log_line.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <iterator>

namespace acs::observe {

namespace {

bool is_plain(char c)
{
    return c > ' ' && c < '\x7f' && c != '"' && c != '=' && c != '\\';
}

class value_writer
{
public:
    explicit value_writer(std::string& to) : to_(to) {}

    void operator()(bool value) const { to_ += value ? "true" : "false"; }

    void operator()(std::int64_t value) const
    {
        char digits[24];
        to_.append(digits, std::to_chars(std::begin(digits), std::end(digits), value).ptr);
    }

    // Seconds, to the microsecond.
    void operator()(double value) const
    {
        char digits[64];
        const auto written =
            std::to_chars(std::begin(digits), std::end(digits), value, std::chars_format::fixed, 6);
        if (written.ec == std::errc())
            to_.append(digits, written.ptr);
    }

    void operator()(std::string_view text) const
    {
        if (!text.empty() && std::all_of(text.begin(), text.end(), is_plain)) {
            to_ += text;
            return;
        }
        to_ += '"';
        for (const char c : text)
            append_escaped(c);
        to_ += '"';
    }

private:
    void append_escaped(char c) const
    {
        constexpr std::string_view hex = "0123456789abcdef";
        if (c == '"' || c == '\\') {
            to_ += '\\';
            to_ += c;
        } else if (c >= ' ' && c < '\x7f') {
            to_ += c;
        } else {
            const auto byte = static_cast<unsigned char>(c);
            to_ += "\\x";
            to_ += hex[byte >> 4];
            to_ += hex[byte & 15];
        }
    }

    std::string& to_;
};

// The same in every line, so of no use in any.
bool is_constant(std::string_view name)
{
    return name == attribute_name::az_namespace || name == attribute_name::network_protocol_name ||
           name == attribute_name::network_protocol_version || name == attribute_name::tls_protocol_name;
}

} // namespace

std::string log_line(std::string_view event, const attribute_list& attributes)
{
    std::string line;
    line.reserve(400);
    line += event;
    for (const attribute& each : attributes)
        if (!is_constant(each.name)) {
            line += ' ';
            line += each.name;
            line += '=';
            std::visit(value_writer(line), each.value);
        }
    return line;
}

} // namespace acs::observe
