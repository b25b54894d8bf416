#include "figures/exposition.hpp"

#include <charconv>
#include <iterator>

namespace token_service {

void exposition::begin(std::string_view name, std::string_view type, std::string_view help)
{
    to_.append("# HELP ").append(name).append(" ").append(help);
    to_.append("\n# TYPE ").append(name).append(" ").append(type).append("\n");
}

void exposition::sample(std::string_view name, std::string_view labels, double value)
{
    to_ += name;
    if (!labels.empty())
        to_.append("{").append(labels).append("}");
    to_.append(" ").append(number(value)).append("\n");
}

void exposition::gauge(std::string_view name, std::string_view help, double value)
{
    begin(name, "gauge", help);
    sample(name, {}, value);
}

std::string exposition::number(double value)
{
    char digits[32];
    return {digits, std::to_chars(std::begin(digits), std::end(digits), value).ptr};
}

} // namespace token_service
