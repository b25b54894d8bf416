#include "service/open_load_options.hpp"

#include "comparison/arguments.hpp"

#include <stdexcept>

open_load_options open_load_options::parse(int argc, char** argv)
{
    arguments given(argc, argv);
    open_load_options made;
    const std::size_t port = given.count("--port");
    made.port = static_cast<std::uint16_t>(port);
    made.ca_file = given.text("--ca");
    made.session_file = given.text("--sessions");
    made.rate = given.number("--rate", 1000);
    made.seconds = given.number("--seconds", 30);
    made.warm_up = given.number("--warm-up", 1);
    made.connections = given.count("--connections", 64);
    made.seed = given.count("--seed", 1);
    given.finish();
    if (port != made.port || made.rate <= 0 || made.seconds <= 0 || made.connections == 0)
        throw std::invalid_argument("an option is out of range");
    return made;
}
