#include "comparison/arguments.hpp"

#include <charconv>
#include <cmath>
#include <sstream>
#include <stdexcept>
#include <type_traits>
#include <utility>

namespace {

template <class Number>
Number parse(const std::string& name, const std::string& text)
{
    Number value{};
    const auto end = std::from_chars(text.data(), text.data() + text.size(), value);
    bool good =
        !text.empty() && end.ec == std::errc() && end.ptr == text.data() + text.size() && value >= Number{};
    if constexpr (std::is_floating_point_v<Number>)
        good = good && std::isfinite(value);
    if (!good)
        throw std::invalid_argument(name + ": '" + text + "' is not a number of this kind");
    return value;
}

std::vector<std::string> parts_of(const std::string& list)
{
    std::vector<std::string> made;
    std::istringstream parts(list == "none" ? "" : list);
    for (std::string part; std::getline(parts, part, ',');)
        made.push_back(part);
    return made;
}

template <class Number>
void read(const std::string& name, const std::string& text, Number& to)
{
    to = parse<Number>(name, text);
    if (to <= Number{})
        throw std::invalid_argument(name + ": '" + text + "' is not above 0");
}

template <class Number>
void read(const std::string& name, const std::string& list, std::vector<Number>& to)
{
    to.clear();
    for (const std::string& part : parts_of(list))
        read(name, part, to.emplace_back());
}

} // namespace

arguments::arguments(int argc, char** argv, const std::string& flags)
{
    for (int i = 1; i < argc; ++i) {
        const std::string name = argv[i];
        if (name == "--help" || name == "-h") {
            given_.clear();
            wants_help_ = true;
            return;
        }
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

std::vector<std::string> arguments::texts(const std::string& name, std::vector<std::string> otherwise)
{
    return given_.contains(name) ? parts_of(text(name)) : std::move(otherwise);
}

bool arguments::flag(const std::string& name)
{
    return !given_.extract(name).empty();
}

void arguments::read_positive(std::initializer_list<std::pair<const char*, numbers>> wanted)
{
    for (const auto& option : wanted)
        if (given_.contains(option.first))
            std::visit([&](auto* to) { read(option.first, text(option.first), *to); }, option.second);
}

void arguments::finish() const
{
    if (!given_.empty())
        throw std::invalid_argument("unknown option " + given_.begin()->first);
}
