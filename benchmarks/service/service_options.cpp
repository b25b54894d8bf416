#include "service/service_options.hpp"

#include "service/arguments.hpp"

#include <charconv>
#include <sstream>
#include <stdexcept>

namespace {

std::vector<std::size_t> list_of(const std::string& text)
{
    std::vector<std::size_t> made;
    std::istringstream parts(text);
    for (std::string part; std::getline(parts, part, ',');) {
        std::size_t value = 0;
        const auto end = std::from_chars(part.data(), part.data() + part.size(), value);
        if (end.ec != std::errc() || end.ptr != part.data() + part.size() || value == 0)
            throw std::invalid_argument("--connections takes numbers with commas between them");
        made.push_back(value);
    }
    return made;
}

} // namespace

service_options service_options::parse(int argc, char** argv)
{
    arguments given(argc, argv, "--quick ");
    service_options made;
    if (given.flag("--quick")) {
        made.rounds = 1;
        made.seconds = 1;
        made.open_seconds = 3;
        made.connections = {1, 16, 64};
        made.identities = 10'000;
    }
    made.rounds = given.count("--rounds", made.rounds);
    made.seconds = given.number("--seconds", made.seconds);
    made.open_seconds = given.number("--open-seconds", made.open_seconds);
    if (const std::string list = given.text("--connections", ""); !list.empty())
        made.connections = list_of(list);
    made.identities = given.count("--identities", made.identities);
    made.sections = given.text("--sections", made.sections);
    made.out = given.text("--out", made.out);
    given.finish();
    if (made.rounds == 0 || made.seconds <= 0 || made.open_seconds <= 0 || made.identities == 0)
        throw std::invalid_argument("an option is out of range");
    std::istringstream names(made.sections);
    for (std::string name; std::getline(names, name, ',');)
        if (name != "load" && name != "memory" && name != "refreshing")
            throw std::invalid_argument("there is no section '" + name + "'");
    return made;
}

bool service_options::has_section(const std::string& name) const
{
    return ("," + sections + ",").find("," + name + ",") != std::string::npos;
}
