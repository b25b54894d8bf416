#include "observe/exposition.hpp"

#include <charconv>
#include <iterator>

namespace acs::observe {

namespace {

void append_escaped(std::string& to, std::string_view text, bool quotes)
{
    for (const char c : text) {
        if (c == '\n') {
            to += "\\n";
            continue;
        }
        if (c == '\\' || (quotes && c == '"'))
            to += '\\';
        to += c;
    }
}

void append_label(std::string& to, std::string_view name, std::string_view value)
{
    if (!to.empty() && to.back() != '{')
        to += ',';
    to += name;
    to += "=\"";
    append_escaped(to, value, true);
    to += '"';
}

} // namespace

exposition::exposition(const std::vector<std::pair<std::string, std::string>>& constant)
{
    for (const auto& [name, value] : constant)
        append_label(constant_labels_, name, value);
}

void exposition::begin(std::string_view name, std::string_view type, std::string_view help)
{
    text_.append("# HELP ").append(name).append(" ");
    append_escaped(text_, help, false);
    text_.append("\n# TYPE ").append(name).append(" ").append(type).append("\n");
}

void exposition::head(std::string_view name, std::span<const label> labels)
{
    std::string list = "{";
    for (const auto& [label_name, value] : labels)
        if (!label_name.empty())
            append_label(list, label_name, value);
    if (!constant_labels_.empty()) {
        if (list.size() > 1)
            list += ',';
        list += constant_labels_;
    }
    text_ += name;
    if (list.size() > 1)
        text_.append(list).append("}");
    text_ += ' ';
}

template <class Number>
void exposition::integer_sample(std::string_view name, std::span<const label> labels, Number value)
{
    head(name, labels);
    char digits[24];
    text_.append(digits, std::to_chars(std::begin(digits), std::end(digits), value).ptr).append("\n");
}

void exposition::sample(std::string_view name, std::span<const label> labels, std::uint64_t value)
{
    integer_sample(name, labels, value);
}

void exposition::sample(std::string_view name, std::span<const label> labels, std::int64_t value)
{
    integer_sample(name, labels, value);
}

void exposition::sample(std::string_view name, std::span<const label> labels, double value)
{
    head(name, labels);
    text_.append(number(value)).append("\n");
}

std::string exposition::number(double value)
{
    char digits[32];
    return {digits, std::to_chars(std::begin(digits), std::end(digits), value).ptr};
}

} // namespace acs::observe
