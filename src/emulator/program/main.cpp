#include "emulator/program/command_line.hpp"
#include "emulator/program/ready_file.hpp"

#include <acs/emulator.hpp>
#include <acs/version.hpp>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/system/system_error.hpp>
#include <csignal>
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
    object["authorityHost"] = service.authority_host();
    object["tenantId"] = service.tenant_id();
    object["clientId"] = service.client_id();
    object["clientSecret"] = service.client_secret().reveal();
    object["metadataEndpoint"] = service.metadata_endpoint();
    object["identityHeader"] = service.identity_header().reveal();
    return boost::json::serialize(object) + '\n';
}

// Boost's own text names the place in its source where the error was found.
std::string text_of(const boost::system::system_error& error)
{
    std::string text = error.what();
    if (const std::string tail = error.code().what(); text.ends_with(tail))
        text.replace(text.size() - tail.size(), tail.size(), error.code().message());
    return text;
}

int serve(const command_line& line)
{
    const sigset_t end_signals = hold_end_signals();
    acs::emulator service(line.options());
    const std::string ready = announcement(service);
    {
        // Not before the port and the state folder are ours: the file may be that of an emulator that runs.
        const acs::emulation::ready_file file(line.ready_file(), ready);
        std::cout << ready << std::flush;
        int signal = 0;
        ::sigwait(&end_signals, &signal);
    }
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
    } catch (const boost::system::system_error& error) {
        std::cerr << "acs-emulator: " << text_of(error) << '\n';
        return 1;
    } catch (const std::exception& error) {
        std::cerr << "acs-emulator: " << error.what() << '\n';
        return 1;
    }
}
