#include "integration/await_emulator.hpp"
#include "integration/raw_connection.hpp"
#include "integration/signed_request.hpp"
#include "integration/temporary_folder.hpp"

#include <acs/emulator.hpp>
#include <acs/manual_clock.hpp>

#include <boost/json.hpp>
#include <chrono>
#include <doctest/doctest.h>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace json = boost::json;
using namespace std::chrono_literals;

namespace {

constexpr const char* create_target = "/identities?api-version=2023-10-01";

json::object connections(acs::emulator& service)
{
    const acs::control_reply reply = service.control("GET", "stats");
    REQUIRE(reply.status == 200);
    return json::parse(reply.body).at("connections").as_object();
}

std::string create(const acs::emulator& service, const acs::time_source& clock, const std::string& host)
{
    return signed_request("POST", create_target, host, "", service.access_key().reveal(), clock.now_utc());
}

std::string id_in(const raw_answer& answer)
{
    return std::string(json::parse(answer.body).at("identity").at("id").as_string());
}

} // namespace

TEST_CASE("emulator: signatures are checked with its own clock and over the Host as it came")
{
    const auto clock = std::make_shared<acs::manual_clock>();
    const acs::emulator service(acs::emulator_options().time(clock));
    raw_connection client(service.port(), service.ca_file());
    const std::string port = std::to_string(service.port());
    for (const std::string& host :
         {"127.0.0.1:" + port, "127.0.0.1:" + port + ":" + port, std::string("a.example")}) {
        CAPTURE(host);
        client.send(create(service, *clock, host));
        CHECK(client.receive_answer().status() == 201);
    }
    const std::string stale = create(service, *clock, "h");
    clock->advance(301s);
    client.send(stale);
    CHECK(client.receive_answer().status() == 401);
    client.send(create(service, *clock, "h"));
    CHECK(client.receive_answer().status() == 201);
}

TEST_CASE("emulator: connections are numbered and counted")
{
    const auto clock = std::make_shared<acs::manual_clock>();
    acs::emulator service(acs::emulator_options().time(clock));
    raw_connection first(service.port(), service.ca_file());
    auto second = std::make_unique<raw_connection>(service.port(), service.ca_file());
    for (int i = 0; i < 2; ++i) {
        second->send(create(service, *clock, "h"));
        second->receive_answer();
    }
    json::object counted = connections(service);
    CHECK(counted.at("opened") == 2);
    CHECK(counted.at("open") == 2);
    CHECK(counted.at("requests").at("2") == 2);
    second.reset();
    await_emulator(service, [&service] { return connections(service).at("open") == 1; });
    CHECK(connections(service).at("opened") == 2);
    // Closed by the emulator: at once, however long the client keeps its end.
    service.control("POST", "faults", R"({"kind":"silent_close"})");
    first.send(create(service, *clock, "h"));
    CHECK(first.receive_to_end().starts_with("HTTP/1.1 201"));
    CHECK(connections(service).at("open") == 0);
}

TEST_CASE("emulator: the control interface can be called from any thread while requests are served")
{
    const auto clock = std::make_shared<acs::manual_clock>();
    acs::emulator service(acs::emulator_options().time(clock));
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&service] {
            for (int n = 0; n < 50; ++n)
                service.control(n % 2 ? "GET" : "POST", n % 2 ? "/_emulator/stats" : "reset");
        });
    }
    threads.emplace_back([&clock] {
        for (int n = 0; n < 100; ++n)
            clock->advance(1ms);
    });
    raw_connection client(service.port(), service.ca_file());
    for (int n = 0; n < 50; ++n) {
        client.send(create(service, *clock, "h"));
        CHECK(client.receive_answer().status() == 201);
    }
    for (std::thread& thread : threads)
        thread.join();
    CHECK(service.control("GET", "no-such-thing").status == 404);
}

TEST_CASE("emulator: identities live on in the state folder")
{
    const auto clock = std::make_shared<acs::manual_clock>();
    const temporary_folder folder;
    const auto options = acs::emulator_options().time(clock).state_dir(folder / "state").tls(false);
    std::string id;
    {
        const acs::emulator service(options);
        raw_connection client(service.port());
        client.send(create(service, *clock, "h"));
        id = id_in(client.receive_answer());
    }
    const acs::emulator service(options);
    raw_connection client(service.port());
    for (const char* user :
         {id.c_str(), "8:acs:00000000-0000-0000-0000-000000000000_00000000-0000-0000-0000-000000000000"}) {
        CAPTURE(user);
        const std::string target =
            "/identities/" + std::string(user) + "/:issueAccessToken?api-version=2023-10-01";
        client.send(signed_request(
            "POST", target, "h", R"({"scopes":["voip"]})", service.access_key().reveal(), clock->now_utc()));
        CHECK((client.receive_answer().status() == 200) == (user == id));
    }
}
