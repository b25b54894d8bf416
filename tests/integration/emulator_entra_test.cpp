#include "integration/raw_connection.hpp"
#include "integration/temporary_folder.hpp"

#include <acs/emulator.hpp>

#include <boost/json.hpp>
#include <boost/system/system_error.hpp>
#include <charconv>
#include <doctest/doctest.h>
#include <filesystem>
#include <string>

#ifdef ACS_EMULATOR_PROGRAM
#    include "integration/child_program.hpp"

#    include <csignal>
#endif

namespace json = boost::json;

namespace {

constexpr std::string_view resource = "resource=https%3A%2F%2Fcommunication.azure.com%2F";

std::uint16_t port_of(std::string_view url)
{
    std::uint16_t port = 0;
    const std::string_view digits = url.substr(url.rfind(':') + 1);
    std::from_chars(digits.data(), digits.data() + digits.size(), port);
    return port;
}

std::string get(std::string_view target, std::string_view fields)
{
    return "GET " + std::string(target) + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + std::string(fields) + "\r\n";
}

std::string imds_target()
{
    return "/metadata/identity/oauth2/token?api-version=2018-02-01&" + std::string(resource);
}

std::string token_of(const raw_answer& answer)
{
    INFO(answer.body);
    REQUIRE(answer.status() == 200);
    return std::string(json::parse(answer.body).at("access_token").as_string());
}

int create_with(raw_connection& client, const std::string& token)
{
    client.send(
        "POST /identities?api-version=2023-10-01 HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n"
        "Authorization: Bearer " +
        token + "\r\n\r\n");
    return client.receive_answer().status();
}

} // namespace

TEST_CASE("emulator entra: the metadata port speaks plain HTTP, and its tokens open the service")
{
    const acs::emulator service;
    CHECK(service.metadata_endpoint().rfind("http://127.0.0.1:", 0) == 0);
    raw_connection metadata(port_of(service.metadata_endpoint()));
    raw_connection client(service.port(), service.ca_file());

    metadata.send(get("/metadata/identity/oauth2/token", "")); // a probe
    CHECK(metadata.receive_answer().status() == 400);
    metadata.send(get(imds_target(), "Metadata: true\r\n"));
    const raw_answer answer = metadata.receive_answer();
    CHECK(answer.field("Content-Type") == "application/json; charset=utf-8");
    CHECK(create_with(client, token_of(answer)) == 201);

    metadata.send(
        get("/msi/token?api-version=2019-08-01&" + std::string(resource),
            "X-IDENTITY-HEADER: " + std::string(service.identity_header().reveal()) + "\r\n"));
    CHECK(create_with(client, token_of(metadata.receive_answer())) == 201);

    // On the service's port there are no managed identities, and on this one there is no service.
    client.send(get(imds_target(), "Metadata: true\r\n"));
    CHECK(client.receive_answer().status() == 404);
    CHECK(create_with(metadata, "x") == 404);
}

TEST_CASE("emulator entra: the token endpoint is on the service's port")
{
    for (const bool tls : {true, false}) {
        acs::emulator service(acs::emulator_options().tls(tls));
        CHECK(service.authority_host() == service.endpoint());
        raw_connection client =
            tls ? raw_connection(service.port(), service.ca_file()) : raw_connection(service.port());
        const std::string form = "grant_type=client_credentials&client_id=" + service.client_id() +
                                 "&client_secret=" + std::string(service.client_secret().reveal()) +
                                 "&scope=https%3A%2F%2Fcommunication.azure.com%2F%2F.default";
        client.send(
            "POST /" + service.tenant_id() +
            "/oauth2/v2.0/token HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
            "application/x-www-form-urlencoded\r\nContent-Length: " +
            std::to_string(form.size()) + "\r\n\r\n" + form);
        CHECK(create_with(client, token_of(client.receive_answer())) == 201);
        client.send(get("/" + service.tenant_id() + "/v2.0/.well-known/openid-configuration", ""));
        const json::value document = json::parse(client.receive_answer().body);
        CHECK(
            document.at("token_endpoint").as_string() == std::string(tls ? "https" : "http") +
                                                             "://127.0.0.1/" + service.tenant_id() +
                                                             "/oauth2/v2.0/token");
    }
}

TEST_CASE("emulator entra: the metadata port can be chosen, and left out")
{
    const acs::emulator off(acs::emulator_options().metadata(false));
    CHECK(off.metadata_endpoint().empty());
    std::uint16_t port = 0;
    {
        const acs::emulator first;
        port = port_of(first.metadata_endpoint());
        CHECK_THROWS_AS(
            acs::emulator(acs::emulator_options().metadata_port(port)), const boost::system::system_error&);
    }
    const acs::emulator second(acs::emulator_options().metadata_port(port));
    CHECK(port_of(second.metadata_endpoint()) == port);
}

TEST_CASE(
    "emulator entra: with a state folder a restart knows the app and its tokens, and Azure Arc has its file")
{
    const temporary_folder folder;
    const auto options = acs::emulator_options().state_dir(folder / "state");
    std::string client_id;
    std::string token;
    for (int run = 0; run < 2; ++run) {
        const acs::emulator service(options);
        if (run == 0)
            client_id = service.client_id();
        CHECK(service.client_id() == client_id);
        raw_connection metadata(port_of(service.metadata_endpoint()));
        const std::string arc =
            "/metadata/identity/oauth2/token?api-version=2019-11-01&" + std::string(resource);
        metadata.send(get(arc, "Metadata: true\r\n"));
        const raw_answer challenge = metadata.receive_answer();
        CHECK(challenge.status() == 401);
        const std::string file = challenge.field("WWW-Authenticate").substr(12);
        CHECK(file == folder / "state/arc.key");
        CHECK(
            std::filesystem::status(file).permissions() ==
            (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
        metadata.send(
            get(arc, "Metadata: true\r\nAuthorization: Basic " + temporary_folder::read(file) + "\r\n"));
        const std::string fresh = token_of(metadata.receive_answer());
        raw_connection client(service.port(), service.ca_file());
        CHECK(create_with(client, fresh) == 201);
        if (run == 1)
            CHECK(create_with(client, token) == 201);
        token = fresh;
    }
}

#ifdef ACS_EMULATOR_PROGRAM

TEST_CASE("acs-emulator: announces its Entra side")
{
    for (const bool off : {false, true}) {
        std::vector<std::string> command{ACS_EMULATOR_PROGRAM};
        if (off)
            command.push_back("--no-metadata");
        else
            command.insert(command.end(), {"--metadata-port", "0"});
        child_program program(command);
        const json::object announced = json::parse(program.read_line()).as_object();
        CHECK(announced.at("authorityHost") == announced.at("endpoint"));
        for (const char* name : {"tenantId", "clientId", "clientSecret", "identityHeader"})
            CHECK(announced.at(name).as_string().size() >= 36);
        CHECK(announced.at("metadataEndpoint").as_string().empty() == off);
        program.signal(SIGTERM);
        CHECK(program.wait() == 0);
    }
}

#endif
