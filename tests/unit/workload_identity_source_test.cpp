#include "entra/workload_identity_source.hpp"
#include "entra_script.hpp"
#include "integration/temporary_folder.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>

using namespace acs;

namespace {

constexpr const char* tenant = "5f8a9e1c-3d27-4c60-9b1e-7a4d2c8e6f01";
constexpr const char* answer = R"({"expires_in":3600,"access_token":"entra-token"})";

std::string shown(test::entra_script& script, const std::shared_ptr<entra::source>& source)
{
    script.answer(200, answer);
    REQUIRE(script.fetch(source).has_value());
    return script.requests().back().field("client_assertion");
}

bool contains(const std::string& text, std::string_view part)
{
    return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("workload identity: from the environment; the file is read anew, and trimmed")
{
    const temporary_folder folder;
    const std::string path = folder / "token";
    test::entra_script script;
    script.environment() = {
        {"AZURE_TENANT_ID", tenant},
        {"AZURE_CLIENT_ID", "app"},
        {"AZURE_FEDERATED_TOKEN_FILE", path},
        {"AZURE_AUTHORITY_HOST", "https://login.microsoftonline.us/"}};
    const auto source = std::make_shared<entra::workload_identity_source>(script.where());
    temporary_folder::write(path, "first.federated.token");
    CHECK(shown(script, source) == "first.federated.token");
    temporary_folder::write(path, " \nsecond.federated.token\r\n");
    CHECK(shown(script, source) == "second.federated.token");
    const auto& sent = script.requests().front();
    CHECK(sent.host == "https://login.microsoftonline.us");
    CHECK(sent.target == std::string("/") + tenant + "/oauth2/v2.0/token");
    CHECK(sent.field("client_id") == "app");
    CHECK(sent.field("client_assertion_type") == "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
}

TEST_CASE("workload identity: arguments count before the environment")
{
    const temporary_folder folder;
    temporary_folder::write(folder / "token", "federated");
    test::entra_script script;
    script.environment() = {
        {"AZURE_TENANT_ID", "other"}, {"AZURE_CLIENT_ID", "app"}, {"AZURE_FEDERATED_TOKEN_FILE", "/none"}};
    const auto source = std::make_shared<entra::workload_identity_source>(
        script.where(), tenant, std::string(), folder / "token");
    CHECK(shown(script, source) == "federated");
    CHECK(contains(script.requests().front().target, tenant));
    CHECK(script.requests().front().field("client_id") == "app");
}

TEST_CASE("workload identity: without its settings it is unavailable, and says what is missing")
{
    test::entra_script script;
    script.environment()["AZURE_CLIENT_ID"] = "app";
    const auto token = script.fetch(std::make_shared<entra::workload_identity_source>(script.where()));
    CHECK(token.error() == errc::credential_unavailable);
    CHECK(contains(token.error().details().what, "not set: AZURE_TENANT_ID, AZURE_FEDERATED_TOKEN_FILE"));
    CHECK(script.requests().empty());
}

TEST_CASE("workload identity: a file that can't be what it should")
{
    const temporary_folder folder;
    const std::string path = folder / "token";
    test::entra_script script;
    const auto source =
        std::make_shared<entra::workload_identity_source>(script.where(), tenant, "app", path);
    const auto why = [&] {
        const auto token = script.fetch(source);
        CHECK(token.error() == errc::credential_failed);
        CHECK(contains(token.error().details().what, path));
        return token.error().details().what;
    };
    CHECK(contains(why(), "No such file"));
    temporary_folder::write(path, "");
    CHECK(contains(why(), "it is empty"));
    temporary_folder::write(path, "\n \n");
    CHECK(contains(why(), "it is empty"));
    temporary_folder::write(path, std::string(64 * 1024 + 1, 'x'));
    CHECK(contains(why(), "more than 65536 bytes"));
    temporary_folder::write(path, std::string(64 * 1024, 'x'));
    CHECK(shown(script, source) == std::string(64 * 1024, 'x'));

    std::filesystem::remove(path);
    REQUIRE(::mkfifo(path.c_str(), 0600) == 0);
    CHECK(contains(why(), "it is no ordinary file"));
}
