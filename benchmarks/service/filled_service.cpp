#include "service/filled_service.hpp"

#include "comparison/child_process.hpp"

#include <boost/json/parse.hpp>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <stdexcept>

filled_service::filled_service(
    std::size_t identities, double oldest_hours, double youngest_hours, const std::string& limit)
    : certificate_(folder_)
{
    seed(identities, oldest_hours, youngest_hours);
    command start;
    start.path = command::beside("token_service");
    start.arguments = {"--state-dir",   folder_ / "state",
                       "--threads",     "1",
                       "--port",        "0",
                       "--limit",       limit,
                       "--ca",          resource_.ca_file(),
                       "--certificate", certificate_.certificate_file(),
                       "--private-key", certificate_.private_key_file()};
    start.environment = {{"COMMUNICATION_SERVICES_CONNECTION_STRING", resource_.connection_string()}};
    start.processors = {0};
    const auto begun = std::chrono::steady_clock::now();
    server_ = std::make_unique<measured_server>(
        "token_service", start, folder_ / "service.ready", std::chrono::seconds(300));
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begun;
    std::printf("token_service serves after %.1f s.\n", taken.count());
    std::fflush(stdout);
}

std::unique_ptr<measured_server> filled_service::start_limit() const
{
    std::ifstream sessions(session_file());
    std::string session;
    std::getline(sessions, session);
    const auto token =
        https_caller(server_->port(), ca_file()).call("GET", "/token", {}, "Bearer " + session);
    command start;
    start.path = command::beside("bench_tls_limit");
    start.arguments = {"--port",        "0",
                       "--certificate", certificate_.certificate_file(),
                       "--private-key", certificate_.private_key_file(),
                       "--body-bytes",  std::to_string(token.body.size())};
    start.processors = {0};
    return std::make_unique<measured_server>("limit", start, folder_ / "limit.ready");
}

void filled_service::seed(std::size_t identities, double oldest_hours, double youngest_hours)
{
    command start;
    start.path = command::beside("seed_service");
    start.arguments = {
        "--connection-string",
        resource_.connection_string(),
        "--ca",
        resource_.ca_file(),
        "--state-dir",
        folder_ / "state",
        "--sessions",
        session_file(),
        "--identities",
        std::to_string(identities),
        "--oldest",
        std::to_string(oldest_hours),
        "--youngest",
        std::to_string(youngest_hours)};
    start.processors = {0};
    child_process process(start);
    const auto line = process.read_line();
    process.wait();
    if (!line)
        throw std::runtime_error("seed_service has printed nothing");
    const auto made = boost::json::parse(*line);
    token_bytes_ = made.at("token_bytes").to_number<std::size_t>();
    std::printf(
        "\n%zu identities and their tokens of %zu bytes made in %.0f s; the tokens were issued %g to %g "
        "hours "
        "ago.\n",
        identities, token_bytes_, made.at("seconds").to_number<double>(), oldest_hours, youngest_hours);
    std::fflush(stdout);
}
