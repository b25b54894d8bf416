#include "emulator/atomic_file.hpp"
#include "emulator/command_line.hpp"

#include <acs/emulator.hpp>
#include <acs/version.hpp>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <csignal>
#include <cstdio>
#include <exception>
#include <iostream>
#include <pthread.h>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unistd.h>
#include <vector>

namespace {

using acs::emulation::command_line;

// From here on they wait until `sigwait` takes them. They may have been ignored by whoever started the
// program.
sigset_t hold_end_signals()
{
    sigset_t signals;
    ::sigemptyset(&signals);
    for (const int signal : {SIGTERM, SIGINT}) {
        ::sigaddset(&signals, signal);
        std::signal(signal, SIG_DFL);
    }
    ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
    return signals;
}

std::string announcement(const acs::emulator& service)
{
    boost::json::object object;
    object["endpoint"] = service.endpoint();
    object["connectionString"] = service.connection_string();
    object["accessKey"] = service.access_key().reveal();
    object["caFile"] = service.ca_file();
    object["port"] = service.port();
    object["stateDir"] = service.state_dir();
    object["pid"] = ::getpid();
    return boost::json::serialize(object) + '\n';
}

int serve(const command_line& line)
{
    const sigset_t end_signals = hold_end_signals();
    if (!line.ready_file().empty())
        std::remove(line.ready_file().c_str()); // who waits for it must not find that of an earlier run
    acs::emulator service(line.options());
    const std::string ready = announcement(service);
    if (!line.ready_file().empty())
        acs::emulation::write_atomic_file(line.ready_file(), ready);
    std::cout << ready << std::flush;

    int signal = 0;
    ::sigwait(&end_signals, &signal);
    if (!line.ready_file().empty())
        std::remove(line.ready_file().c_str());
    service.save_state();
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    try {
        const command_line line(std::vector<std::string_view>(argv + 1, argv + argc));
        if (line.wants_help())
            std::cout << command_line::help();
        else if (line.wants_version())
            std::cout << "acs-emulator " ACS_IDENTITY_VERSION "\n";
        else
            return serve(line);
        return 0;
    } catch (const acs::emulation::usage_error& error) {
        std::cerr << "acs-emulator: " << error.what() << "\nTry 'acs-emulator --help'.\n";
        return 2;
    } catch (const std::invalid_argument& error) { // an option that only the emulator can judge
        std::cerr << "acs-emulator: " << error.what() << '\n';
        return 2;
    } catch (const std::exception& error) {
        std::cerr << "acs-emulator: " << error.what() << '\n';
        return 1;
    }
}
