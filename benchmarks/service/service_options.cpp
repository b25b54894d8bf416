#include "service/service_options.hpp"

#include "comparison/arguments.hpp"

#include <algorithm>
#include <stdexcept>

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
    made.connections = given.counts("--connections", made.connections);
    made.identities = given.count("--identities", made.identities);
    made.sections = given.texts("--sections", made.sections);
    made.out = given.text("--out", made.out);
    given.finish();
    if (made.rounds == 0 || made.seconds <= 0 || made.open_seconds <= 0 || made.identities == 0 ||
        std::count(made.connections.begin(), made.connections.end(), 0U) != 0)
        throw std::invalid_argument("an option is out of range");
    for (const std::string& name : made.sections)
        if (name != "load" && name != "memory" && name != "refreshing")
            throw std::invalid_argument("there is no section '" + name + "'");
    return made;
}

bool service_options::has_section(const std::string& name) const
{
    return std::find(sections.begin(), sections.end(), name) != sections.end();
}
