#include "service/seeding/seed_options.hpp"

#include "comparison/arguments.hpp"

#include <stdexcept>

seed_options seed_options::parse(int argc, char** argv)
{
    arguments given(argc, argv);
    seed_options made;
    made.connection_string = given.text("--connection-string");
    made.ca_file = given.text("--ca");
    made.state_folder = given.text("--state-dir");
    made.session_file = given.text("--sessions");
    made.identities = given.count("--identities");
    made.oldest_hours = given.number("--oldest", 20);
    made.youngest_hours = given.number("--youngest", 0);
    made.concurrency = given.count("--concurrency", 32);
    given.finish();
    if (made.identities == 0 || made.concurrency == 0 || made.youngest_hours > made.oldest_hours ||
        made.oldest_hours >= 24)
        throw std::invalid_argument("an option is out of range");
    return made;
}
