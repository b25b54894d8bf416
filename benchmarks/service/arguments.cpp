#include "service/arguments.hpp"

#include <charconv>
#include <stdexcept>

namespace {

template <class Number>
Number parse(const std::string& name, const std::string& text)
{
    Number value{};
    const auto end = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || end.ec != std::errc() || end.ptr != text.data() + text.size() || value < Number{})
        throw std::invalid_argument(name + ": '" + text + "' is not a number of this kind");
    return value;
}

} // namespace

arguments::arguments(int argc, char** argv, const std::string& flags)
{
    for (int i = 1; i < argc; ++i) {
        const std::string name = argv[i];
        if (!name.starts_with("--"))
            throw std::invalid_argument("'" + name + "' is no option");
        if (flags.find(name + " ") != std::string::npos) {
            given_[name] = "on";
            continue;
        }
        if (++i == argc)
            throw std::invalid_argument(name + " lacks its value");
        given_[name] = argv[i];
    }
}

std::string arguments::text(const std::string& name)
{
    const auto found = given_.extract(name);
    if (found.empty())
        throw std::invalid_argument(name + " is missing");
    return found.mapped();
}

std::string arguments::text(const std::string& name, const std::string& otherwise)
{
    return given_.contains(name) ? text(name) : otherwise;
}

std::size_t arguments::count(const std::string& name)
{
    return parse<std::size_t>(name, text(name));
}

std::size_t arguments::count(const std::string& name, std::size_t otherwise)
{
    return given_.contains(name) ? count(name) : otherwise;
}

double arguments::number(const std::string& name, double otherwise)
{
    return given_.contains(name) ? parse<double>(name, text(name)) : otherwise;
}

bool arguments::flag(const std::string& name)
{
    return !given_.extract(name).empty();
}

void arguments::finish() const
{
    if (!given_.empty())
        throw std::invalid_argument("unknown option " + given_.begin()->first);
}
