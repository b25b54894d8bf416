#include "service/service_options.hpp"

#include "comparison/arguments.hpp"

#include <algorithm>
#include <stdexcept>

service_options service_options::parse(int argc, char** argv)
{
    arguments given(argc, argv, "--quick ");
    service_options made;
    if (given.flag("--quick"))
        made = {
            .rounds = 1, .seconds = 1, .open_seconds = 3, .connections = {1, 16, 64}, .identities = 10'000};
    made.help = given.wants_help();
    given.read_positive(
        {{"--rounds", &made.rounds},
         {"--seconds", &made.seconds},
         {"--open-seconds", &made.open_seconds},
         {"--connections", &made.connections},
         {"--identities", &made.identities}});
    made.sections = given.texts("--sections", made.sections);
    made.out = given.text("--out", made.out);
    given.finish();
    for (const std::string& name : made.sections)
        if (name != "load" && name != "memory" && name != "refreshing")
            throw std::invalid_argument("there is no section '" + name + "'");
    return made;
}

bool service_options::has_section(const std::string& name) const
{
    return std::find(sections.begin(), sections.end(), name) != sections.end();
}
