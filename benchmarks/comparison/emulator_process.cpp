#include "comparison/emulator_process.hpp"

#include <boost/json/parse.hpp>
#include <chrono>
#include <stdexcept>
#include <utility>

namespace {

command start_with(std::vector<std::string> options)
{
    options.insert(options.end(), {"--token-signing", "hs256", "--port", "0"});
    return {command::beside("acs-emulator"), std::move(options), {}, {command::last_processor()}};
}

} // namespace

emulator_process::emulator_process(std::vector<std::string> options)
    : process_(start_with(std::move(options)))
{
    const auto line = process_.read_line(std::chrono::seconds(60));
    if (!line)
        throw std::runtime_error("acs-emulator did not start");
    const auto ready = boost::json::parse(*line);
    connection_string_ = ready.at("connectionString").as_string();
    ca_file_ = ready.at("caFile").as_string();
    port_ = ready.at("port").to_number<std::uint16_t>();
}
