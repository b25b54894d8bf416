#include "service/compared_servers.hpp"

#include "comparison/command.hpp"
#include "comparison/is_installed.hpp"
#include "service/https_caller.hpp"
#include "token_service/auth/session_signer.hpp"
#include "token_service/state/key_file.hpp"

#include <cstdint>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <utility>

namespace {

constexpr std::int64_t session_life = 7200; // longer than a benchmark takes
const std::string node_folder = BENCHMARKS_FOLDER "/node_service";

} // namespace

compared_servers::compared_servers(std::size_t users)
    : certificate_(folder_), session_key_(folder_ / "state/session.key"), session_file_(folder_ / "sessions")
{
    std::filesystem::create_directory(folder_ / "state");
    std::filesystem::permissions(folder_ / "state", std::filesystem::perms::owner_all);
    write_sessions(users);
    servers_.push_back(start(
        "token_service",
        start_of(
            command::beside("token_service"), {"--state-dir", folder_ / "state", "--threads", "1", "--limit",
                                               "none", "--ca", resource_.ca_file()})));
    const std::size_t body = ask_for_all(*servers_.front());
    servers_.push_back(
        start("limit", start_of(command::beside("bench_tls_limit"), {"--body-bytes", std::to_string(body)})));
    if (!is_installed("node") || !std::filesystem::exists(node_folder + "/node_modules")) {
        std::puts("Node: left out, as it or its packages are not installed.");
        return;
    }
    servers_.push_back(
        start("node", start_of("node", {node_folder + "/server.mjs", "--session-key", session_key_})));
    const std::size_t on_node = ask_for_all(*servers_.back());
    if (on_node != body)
        std::printf("The answers differ: %zu bytes, on Node %zu.\n", body, on_node);
}

void compared_servers::write_sessions(std::size_t users)
{
    const token_service::session_signer signer(token_service::key_from_file(session_key_));
    const std::int64_t expiry = std::time(nullptr) + session_life;
    std::ofstream file(session_file_);
    for (std::size_t i = 0; i < users; ++i) {
        const std::string user = "user-" + std::to_string(100'000 + i);
        sessions_.push_back(signer.sign(token_service::user_name::parse(user).value(), expiry));
        file << sessions_.back() << '\n';
    }
}

command compared_servers::start_of(const std::string& path, std::vector<std::string> arguments) const
{
    command made;
    made.path = path;
    made.arguments = std::move(arguments);
    made.arguments.insert(
        made.arguments.end(), {"--port", "0", "--certificate", certificate_.certificate_file(),
                               "--private-key", certificate_.private_key_file()});
    made.environment = {
        {"COMMUNICATION_SERVICES_CONNECTION_STRING", resource_.connection_string()},
        {"NODE_EXTRA_CA_CERTS", resource_.ca_file()}};
    made.processors = {0};
    return made;
}

compared_servers::server_pointer compared_servers::start(const char* name, command with) const
{
    return std::make_unique<measured_server>(name, std::move(with), folder_ / (name + std::string(".ready")));
}

std::size_t compared_servers::ask_for_all(const measured_server& server) const
{
    https_caller caller(server.port(), certificate_.certificate_file());
    std::size_t size = 0;
    for (const std::string& session : sessions_) {
        const auto reply = caller.call("GET", "/token", {}, "Bearer " + session);
        if (reply.status != 200)
            throw std::runtime_error(
                server.name() + " answers " + std::to_string(reply.status) + ": " + reply.body);
        size = reply.body.size();
    }
    return size;
}
