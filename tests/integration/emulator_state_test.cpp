#include "integration/raw_connection.hpp"
#include "integration/temporary_folder.hpp"

#include <acs/emulator.hpp>

#include <boost/system/system_error.hpp>
#include <doctest/doctest.h>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

namespace fs = std::filesystem;

namespace {

constexpr std::string_view empty_post = "POST /identities?api-version=2023-10-01 HTTP/1.1\r\n"
                                        "Host: localhost\r\nContent-Length: 0\r\n\r\n";

acs::emulator_options in(const std::string& folder)
{
    return acs::emulator_options().state_dir(folder);
}

// The text of what the constructor throws, or nothing.
std::string failure_of(const acs::emulator_options& options)
{
    try {
        const acs::emulator service(options);
    } catch (const std::exception& error) {
        return error.what();
    }
    return {};
}

} // namespace

TEST_CASE("emulator state: the authority's file is in a temporary folder that does not outlive the emulator")
{
    std::string ca_file;
    {
        const acs::emulator service;
        ca_file = service.ca_file();
        const fs::path folder = fs::path(ca_file).parent_path();
        CHECK(fs::status(folder).permissions() == fs::perms::owner_all);
        CHECK(std::distance(fs::directory_iterator(folder), fs::directory_iterator()) == 1); // and no key
        CHECK(service.state_dir().empty());
    }
    CHECK_FALSE(fs::exists(fs::path(ca_file).parent_path()));
}

TEST_CASE("emulator state: a folder keeps authority, key and identities, readable by its owner only")
{
    const temporary_folder folder;
    const std::string path = folder / "a/b";
    std::string certificate;
    std::string connection_string;
    std::uint16_t port = 0;
    {
        const acs::emulator first(in(path + "/"));
        CHECK(first.state_dir() == path);
        CHECK(fs::status(path).permissions() == fs::perms::owner_all);
        for (const auto& file : fs::directory_iterator(path)) {
            CAPTURE(file.path().string());
            CHECK(file.status().permissions() == (fs::perms::owner_read | fs::perms::owner_write));
        }
        certificate = temporary_folder::read(first.ca_file());
        connection_string = first.connection_string();
        port = first.port();
    }
    acs::emulator second(in(path).port(port).certificate_hosts({"renamed.example.com"}));
    CHECK(second.connection_string() == connection_string);
    CHECK(temporary_folder::read(second.ca_file()) == certificate);
    raw_connection client(second.port(), second.ca_file(), "renamed.example.com");
    client.send(empty_post);
    CHECK(client.receive_answer().status() == 401);
    CHECK_NOTHROW(second.save_state());
}

TEST_CASE("emulator state: a key given takes the place of the kept one")
{
    const temporary_folder folder;
    {
        const acs::emulator first(in(folder / "state"));
    }
    const acs::secret key("MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=");
    {
        const acs::emulator second(in(folder / "state").access_key(key));
        CHECK(second.access_key() == key);
    }
    const acs::emulator third(in(folder / "state"));
    CHECK(third.access_key() == key);
}

TEST_CASE("emulator state: a damaged file is refused and left as it is")
{
    const temporary_folder folder;
    const std::string path = folder / "state";
    {
        const acs::emulator first(in(path));
    }
    for (const std::string name : {"ca.pem", "ca-key.pem", "server-key.pem", "access-key", "service.json"}) {
        CAPTURE(name);
        const std::string whole = temporary_folder::read(path + '/' + name);
        for (const std::string& damaged :
             {std::string(), whole.substr(0, whole.size() / 2), std::string("\0\xff", 2)}) {
            temporary_folder::write(path + '/' + name, damaged);
            const std::string failure = failure_of(in(path));
            CAPTURE(failure);
            CHECK(failure.find("damaged") != std::string::npos);
            CHECK(failure.find(path) != std::string::npos);
            CHECK(temporary_folder::read(path + '/' + name) == damaged);
        }
        temporary_folder::write(path + '/' + name, whole);
        CHECK(failure_of(in(path)).empty());
    }
    for (const std::string name : {"ca.pem", "ca-key.pem"}) {
        CAPTURE(name);
        const std::string whole = temporary_folder::read(path + '/' + name);
        fs::remove(path + '/' + name);
        CHECK(failure_of(in(path)).find("without") != std::string::npos);
        CHECK_FALSE(fs::exists(path + '/' + name));
        temporary_folder::write(path + '/' + name, whole);
    }
    const temporary_folder other;
    {
        const acs::emulator stranger(in(other / "state"));
    }
    fs::copy_file(other / "state/ca-key.pem", path + "/ca-key.pem", fs::copy_options::overwrite_existing);
    CHECK(failure_of(in(path)).find("key is not that of its certificate") != std::string::npos);
}

TEST_CASE("emulator state: what cannot be used is said before anything is served or written")
{
    const temporary_folder folder;
    const acs::emulator first(in(folder / "state"));
    CHECK(failure_of(in(folder / "state")).find("another emulator uses") != std::string::npos);

    temporary_folder::write(folder / "file", "");
    CHECK_THROWS_AS(acs::emulator(in(folder / "file")), boost::system::system_error);
    CHECK_THROWS_AS(acs::emulator(in(folder / "file/below")), boost::system::system_error);

    const auto taken = in(folder / "new").port(first.port());
    CHECK_THROWS_AS(acs::emulator{taken}, boost::system::system_error);
    CHECK(failure_of(taken).find("127.0.0.1:" + std::to_string(first.port())) != std::string::npos);
    CHECK(fs::is_empty(folder / "new"));

    for (const char* bad : {"?", "s3cr3t", "s3cr3t=", "====", "AA==AA=="}) {
        CAPTURE(bad);
        const auto options = acs::emulator_options().access_key(acs::secret(bad));
        CHECK_THROWS_AS(acs::emulator{options}, std::invalid_argument);
        CHECK(failure_of(options).find(bad) == std::string::npos);
    }
}
