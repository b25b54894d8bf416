#include "service/measured_server.hpp"

#include "comparison/interruption.hpp"

#include <boost/json/parse.hpp>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <sys/wait.h>
#include <utility>

namespace {

command with_ready_file(command start, const std::string& ready_file)
{
    start.arguments.insert(start.arguments.end(), {"--ready-file", ready_file});
    return start;
}

bool has_ended(pid_t process)
{
    siginfo_t about{};
    return ::waitid(P_PID, static_cast<id_t>(process), &about, WEXITED | WNOHANG | WNOWAIT) != 0 ||
           about.si_pid != 0;
}

} // namespace

measured_server::measured_server(
    std::string name, command start, const std::string& ready_file, std::chrono::seconds patience)
    : name_(std::move(name)), process_(with_ready_file(std::move(start), ready_file))
{
    const auto until = std::chrono::steady_clock::now() + patience;
    for (;;) {
        if (has_ended(process_.id()))
            throw std::runtime_error(name_ + " did not start");
        std::ifstream file(ready_file);
        const std::string text(std::istreambuf_iterator<char>(file), {});
        if (!text.empty()) { // it is renamed into its place as a whole
            port_ = boost::json::parse(text).at("port").to_number<std::uint16_t>();
            return;
        }
        if (std::chrono::steady_clock::now() > until)
            throw std::runtime_error(name_ + " does not serve");
        interruption::sleep(std::chrono::milliseconds(20));
    }
}
