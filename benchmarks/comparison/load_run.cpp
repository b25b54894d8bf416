#include "comparison/load_run.hpp"

#include "comparison/child_process.hpp"

#include <boost/json/parse.hpp>
#include <sstream>
#include <stdexcept>

boost::json::object load_run::measure(command program, const service_process& service) const
{
    const auto add = [&](const char* name, const std::string& value) {
        program.arguments.push_back(name);
        program.arguments.push_back(value);
    };
    add("--connection-string", service.connection_string());
    add("--ca", service.ca_file());
    add("--user", service.user());
    add("--n", std::to_string(calls));
    add("--c", std::to_string(concurrency));
    if (warm_up > 0)
        add("--warm-up", std::to_string(warm_up));
    if (rate > 0) {
        std::ostringstream text;
        text << rate;
        add("--rate", text.str());
    }
    child_process process(program);
    const auto line = process.read_line(most);
    process.wait();
    if (!line)
        throw std::runtime_error(program.path + " printed nothing");
    return boost::json::parse(*line).as_object();
}
