#ifdef ACS_EMULATOR_PROGRAM

#    include "integration/child_program.hpp"
#    include "integration/raw_connection.hpp"
#    include "integration/temporary_folder.hpp"

#    include <acs/emulator.hpp>

#    include <boost/json.hpp>
#    include <chrono>
#    include <csignal>
#    include <doctest/doctest.h>
#    include <filesystem>
#    include <string>
#    include <vector>

namespace fs = std::filesystem;
namespace json = boost::json;

namespace {

constexpr std::string_view empty_post = "POST /identities?api-version=2023-10-01 HTTP/1.1\r\n"
                                        "Host: localhost\r\nContent-Length: 0\r\n\r\n";

// Quick enough for a program that has one thing to do, even under a sanitizer on a busy machine.
constexpr std::chrono::seconds a_second{1};

std::vector<std::string> command(std::vector<std::string> arguments)
{
    arguments.insert(arguments.begin(), ACS_EMULATOR_PROGRAM);
    return arguments;
}

std::string text(const json::object& object, const char* name)
{
    return std::string(object.at(name).as_string());
}

std::uint16_t port_of(const json::object& announced)
{
    return announced.at("port").to_number<std::uint16_t>();
}

// Runs a program that is expected to give up.
struct failure
{
    explicit failure(std::vector<std::string> arguments)
    {
        child_program program(command(std::move(arguments)));
        message = program.read_errors();
        output = program.read_line();
        status = program.wait();
    }
    std::string message;
    std::string output;
    int status = 0;
};

} // namespace

TEST_CASE("acs-emulator: announces itself, serves, and ends on SIGTERM and SIGINT")
{
    const temporary_folder folder;
    const std::string ready_file = folder / "ready.json";
    for (const int signal : {SIGTERM, SIGINT}) {
        CAPTURE(signal);
        temporary_folder::write(ready_file, "from an earlier run");
        child_program program(command({"--ready-file", ready_file, "--port=0", "--seed", "7", "--quotas"}));
        const std::string line = program.read_line();
        CHECK(temporary_folder::read(ready_file) == line + '\n');
        const json::object announced = json::parse(line).as_object();
        const std::uint16_t port = port_of(announced);
        CHECK(text(announced, "endpoint") == "https://127.0.0.1:" + std::to_string(port));
        CHECK(
            text(announced, "connectionString") ==
            "endpoint=" + text(announced, "endpoint") + ";accesskey=" + text(announced, "accessKey"));
        CHECK(announced.at("pid").to_number<pid_t>() == program.pid());
        CHECK(text(announced, "stateDir").empty());

        raw_connection client(port, text(announced, "caFile"));
        client.send(empty_post);
        CHECK(client.receive_answer().status() == 401);

        const auto start = std::chrono::steady_clock::now();
        program.signal(signal);
        CHECK(program.wait() == 0);
        CHECK(std::chrono::steady_clock::now() - start < a_second);
        CHECK(client.receive_to_end().empty());
        CHECK_FALSE(fs::exists(ready_file));
        CHECK_FALSE(fs::exists(text(announced, "caFile")));
        CHECK(program.read_errors().empty());
    }
}

TEST_CASE("acs-emulator: a restart with the same state folder is the same resource")
{
    const temporary_folder folder;
    json::object first;
    std::string certificate;
    for (int run = 0; run < 2; ++run) {
        child_program program(command({"--state-dir", folder / "state", "--token-signing", "hs256"}));
        const json::object announced = json::parse(program.read_line()).as_object();
        if (run == 0) {
            first = announced;
            certificate = temporary_folder::read(text(announced, "caFile"));
        }
        CHECK(text(announced, "accessKey") == text(first, "accessKey"));
        CHECK(text(announced, "caFile") == folder / "state/ca.pem");
        CHECK(text(announced, "stateDir") == folder / "state");
        CHECK(temporary_folder::read(text(announced, "caFile")) == certificate);
        raw_connection(port_of(announced), text(announced, "caFile"));
        program.signal(SIGTERM);
        CHECK(program.wait() == 0);
    }
}

TEST_CASE("acs-emulator: serves with the key, hosts and protocol that were asked for")
{
    const std::string key = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
    {
        child_program program(command(
            {"--access-key", key, "--certificate-host", "a.example.com", "--certificate-host=192.0.2.1"}));
        const json::object announced = json::parse(program.read_line()).as_object();
        CHECK(text(announced, "accessKey") == key);
        raw_connection(port_of(announced), text(announced, "caFile"), "a.example.com");
        raw_connection(port_of(announced), text(announced, "caFile"), "192.0.2.1");
        program.signal(SIGTERM);
        CHECK(program.wait() == 0);
    }
    child_program program(command({"--no-tls", "--clock-tolerance", "10"}));
    const json::object announced = json::parse(program.read_line()).as_object();
    CHECK(text(announced, "endpoint").starts_with("http://"));
    CHECK(text(announced, "caFile").empty());
    raw_connection client(port_of(announced));
    client.send(empty_post);
    CHECK(client.receive_answer().status() == 401);
    program.signal(SIGTERM);
    CHECK(program.wait() == 0);
}

TEST_CASE("acs-emulator: a wrong option is status 2")
{
    const std::vector<std::vector<std::string>> cases{
        {"--prot", "1"},
        {"extra"},
        {"--port"},
        {"--port", "65536"},
        {"--port", "-1"},
        {"--port", ""},
        {"--port=12x"},
        {"--quotas=yes"},
        {"--state-dir", ""},
        {"--access-key", "s3cr3t"},
        {"--access-key="},
        {"--token-signing", "none"},
        {"--token-bytes", "65537"},
        {"--clock-tolerance", "a"},
        {"--seed", "99999999999999999999"},
        {"--certificate-host", "a b"},
    };
    for (const auto& arguments : cases) {
        CAPTURE(arguments.back());
        const failure result(arguments);
        CHECK(result.status == 2);
        CHECK(result.output.empty());
        CHECK(result.message.starts_with("acs-emulator: "));
    }
    const failure bad_key({"--access-key", "s3cr3t"});
    CHECK(bad_key.message.find("access key") != std::string::npos);
    CHECK(bad_key.message.find("s3cr3t") == std::string::npos);
}

TEST_CASE("acs-emulator: what keeps it from serving is status 1")
{
    const temporary_folder folder;
    const acs::emulator other;
    const failure port_in_use({"--port", std::to_string(other.port())});
    CHECK(port_in_use.status == 1);
    CHECK(port_in_use.message.find("in use") != std::string::npos);
    CHECK(port_in_use.message.find(std::to_string(other.port())) != std::string::npos);

    temporary_folder::write(folder / "file", "");
    const failure no_folder({"--state-dir", folder / "file/state"});
    CHECK(no_folder.status == 1);
    CHECK(no_folder.message.find(folder / "file/state") != std::string::npos);

    const failure no_ready_file({"--ready-file", folder / "nowhere/ready.json"});
    CHECK(no_ready_file.status == 1);
    CHECK(no_ready_file.output.empty());

    CHECK(port_in_use.message.find("/boost/") == std::string::npos);
    CHECK(port_in_use.message.find("[system") == std::string::npos);

    fs::create_directory(folder / "keys");
    {
        const acs::emulator first(acs::emulator_options().state_dir(folder / "keys"));
    }
    temporary_folder::write(folder / "keys/ca-key.pem", "?");
    const failure damaged_key({"--state-dir", folder / "keys"});
    CHECK(damaged_key.status == 1);
    CHECK(damaged_key.message.find("ca-key.pem is damaged") != std::string::npos);

    fs::create_directory(folder / "damaged");
    temporary_folder::write(folder / "damaged/access-key", "?");
    const failure damaged({"--state-dir", folder / "damaged"});
    CHECK(damaged.status == 1);
    CHECK(damaged.message.find("access-key is damaged") != std::string::npos);
}

TEST_CASE("acs-emulator: the ready file of another emulator is left alone")
{
    const temporary_folder folder;
    const std::string ready_file = folder / "ready.json";
    child_program first(command({"--ready-file", ready_file, "--no-tls"}));
    const std::string line = first.read_line();
    const failure no_port(
        {"--ready-file", ready_file, "--port", std::to_string(port_of(json::parse(line).as_object()))});
    CHECK(no_port.status == 1);
    CHECK(temporary_folder::read(ready_file) == line + '\n');

    child_program second(command({"--ready-file", ready_file, "--no-tls"}));
    const std::string other_line = second.read_line();
    CHECK(temporary_folder::read(ready_file) == other_line + '\n');
    first.signal(SIGTERM);
    CHECK(first.wait() == 0);
    CHECK(temporary_folder::read(ready_file) == other_line + '\n');
    second.signal(SIGTERM);
    CHECK(second.wait() == 0);
    CHECK_FALSE(fs::exists(ready_file));
}

TEST_CASE("acs-emulator: help and version")
{
    child_program help(command({"--help"}));
    CHECK(help.read_line().starts_with("Usage: acs-emulator"));
    CHECK(help.wait() == 0);
    child_program version(command({"--version"}));
    CHECK(version.read_line().starts_with("acs-emulator 0."));
    CHECK(version.wait() == 0);
}

#endif
