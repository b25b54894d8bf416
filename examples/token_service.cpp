// A trusted user access token service: an HTTPS server whose clients say who they are and get their access
// token for Azure Communication Services.
//
//   examples/run token_service [--port N] [--state-dir DIR] [--threads N] ...    (--help lists the options)
//
// An emulator in this process serves identities and tokens. With COMMUNICATION_SERVICES_CONNECTION_STRING
// set, that resource does. docs/token-service.md tells how it works and what to change before production.

#include "token_service/program.hpp"
#include "token_service/settings.hpp"

#include <csignal>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <stdexcept>
#include <string_view>
#include <sys/stat.h>
#include <vector>

int main(int argc, char** argv)
{
    ::umask(077);                  // what it writes is nobody else's business
    std::signal(SIGPIPE, SIG_IGN); // whoever read its output may go
    try {
        const std::vector<std::string_view> arguments(argv + 1, argv + argc);
        const auto wanted = token_service::settings::parse(arguments);
        if (wanted.wants_help) {
            std::cout << token_service::settings::help();
            return EXIT_SUCCESS;
        }
        token_service::program(wanted).run();
        return EXIT_SUCCESS;
    } catch (const std::invalid_argument& wrong) { // options that can't be used
        std::cerr << "token_service: " << wrong.what() << "\nTry --help.\n";
        return 2;
    } catch (const std::exception& failure) { // acs::request_failed says what happened and what to do next
        std::cerr << "token_service: " << failure.what() << '\n';
        return EXIT_FAILURE;
    }
}
