#include "entra/azure_cli_source.hpp"
#include "entra_script.hpp"
#include "integration/temporary_folder.hpp"

#include <boost/asio/co_spawn.hpp>
#include <doctest/doctest.h>
#include <sys/stat.h>

using namespace acs;
using namespace std::chrono_literals;

namespace {

// A folder in PATH with an `az` of the test's own.
class fake_cli
{
public:
    explicit fake_cli(const std::string& script)
    {
        temporary_folder::write(folder_ / "az", "#!/bin/sh\n" + script);
        ::chmod((folder_ / "az").c_str(), 0700);
        entra_.environment()["PATH"] = "relative:/no/such/folder:" + (folder_ / "");
    }

    result<wire::issued_token> fetch(
        std::string tenant = {}, std::string subscription = {},
        entra_token_request request = entra_token_request())
    {
        return entra_.fetch(
            std::make_shared<entra::azure_cli_source>(
                entra_.where(), std::move(tenant), std::move(subscription)),
            std::move(request));
    }

    test::entra_script& entra() { return entra_; }
    const temporary_folder& folder() const { return folder_; }

private:
    temporary_folder folder_;
    test::entra_script entra_;
};

// 2026-01-01T01:00:00Z: an hour after the manual clock's start.
constexpr const char* in_an_hour =
    "echo '{\"accessToken\":\"cli-token\",\"expires_on\":1767229200,"
    "\"expiresOn\":\"2001-01-01 00:00:00.000000\",\"tokenType\":\"Bearer\"}'\n";

bool contains(const std::string& text, std::string_view part)
{
    return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("Azure CLI: what it is asked, and both times of its answer")
{
    fake_cli cli("for a; do echo \"$a\"; done >\"${0%/*}/arguments\"\n" + std::string(in_an_hour));
    const auto token = cli.fetch();
    REQUIRE(token.has_value());
    CHECK(token->token.token() == "cli-token");
    CHECK(token->token.expires_on() == cli.entra().clock()->now_utc() + 1h);
    CHECK(token->token.usable_until() == cli.entra().clock()->now_boottime() + 3599s);
    CHECK_FALSE(token->refresh_in.has_value());
    const std::string usual = "account\nget-access-token\n--output\njson\n--scope\n"
                              "https://communication.azure.com//.default\n";
    CHECK(temporary_folder::read(cli.folder() / "arguments") == usual);
    REQUIRE(cli.fetch("contoso.com", "my subscription_1").has_value());
    CHECK(
        temporary_folder::read(cli.folder() / "arguments") ==
        usual + "--tenant\ncontoso.com\n--subscription\nmy subscription_1\n");
}

TEST_CASE("Azure CLI: what can't be asked is refused before it runs")
{
    fake_cli cli("touch \"${0%/*}/ran\"\n" + std::string(in_an_hour));
    const auto error_of = [&](auto... arguments) {
        return static_cast<errc>(cli.fetch(arguments...).error().code().value());
    };
    CHECK(error_of("a;b") == errc::invalid_argument);
    CHECK(error_of("-debug") == errc::invalid_argument);
    CHECK(error_of("", "$(id)") == errc::invalid_argument);
    CHECK(error_of("", "--query") == errc::invalid_argument);
    using scopes = std::vector<std::string>;
    for (const scopes& some :
         {scopes{}, scopes{"a", "b"}, scopes{""}, scopes{"a b"}, scopes{"-a"}, scopes{"a|b"}})
        CHECK(error_of("", "", entra_token_request(some)) == errc::invalid_argument);
    CHECK(error_of("", "", entra_token_request().claims("{}")) == errc::credential_failed);
    CHECK_FALSE(std::filesystem::exists(cli.folder() / "ran"));
}

TEST_CASE("Azure CLI: not there, or nobody signed in: unavailable, with advice")
{
    test::entra_script script;
    const auto source = std::make_shared<entra::azure_cli_source>(script.where());
    for (const char* path : {"", "relative", "/no/such/folder"}) {
        script.environment()["PATH"] = path;
        const auto token = script.fetch(source);
        CHECK(token.error() == errc::credential_unavailable);
        CHECK(contains(token.error().details().what, "https://aka.ms/azure-cli"));
    }
    for (const char* words :
         {"ERROR: Please run 'az login' to setup account.",
          "ERROR: No subscription found. Run 'az account set' to select a subscription.",
          "AADSTS700082: The refresh token has expired. Interactive authentication is needed: az login"}) {
        fake_cli cli("echo \"" + std::string(words) + "\" >&2; exit 1");
        const auto token = cli.fetch();
        CHECK(token.error() == errc::credential_unavailable);
        CHECK(contains(token.error().details().what, "run `az login`"));
        CHECK(contains(token.error().details().what, words));
    }
}

TEST_CASE("Azure CLI: other failures are told in its words, without tokens")
{
    fake_cli cli("echo 'ERROR: AADSTS65001: consent. Run az login --scope x//.default.' >&2\n"
                 "echo 'sent eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.c2lnbmF0dXJl' >&2; exit 3");
    const auto token = cli.fetch();
    CHECK(token.error() == errc::credential_failed);
    CHECK(
        token.error().details().what == "az ended with status 3: ERROR: AADSTS65001: consent. Run az login "
                                        "--scope x//.default. sent REDACTED");
    CHECK(fake_cli("exit 2").fetch().error().details().what == "az ended with status 2");
    CHECK(fake_cli("kill -9 $$").fetch().error().details().what == "az was ended by signal 9");
    CHECK(fake_cli("echo 'no JSON'").fetch().error() == errc::malformed_response);
    CHECK(
        fake_cli("echo 'no JSON'").fetch().error().details().summary ==
        "az printed something else than a token");
    CHECK(fake_cli("echo '{\"accessToken\":\"t\"}'").fetch().error() == errc::malformed_response);
    CHECK(fake_cli("yes").fetch().error() == errc::credential_failed);
    fake_cli expired("echo '{\"accessToken\":\"t\",\"expires_on\":1767225600}'");
    CHECK(contains(expired.fetch().error().details().what, "has expired"));
    // Noise beside a token does no harm.
    fake_cli noisy("head -c 500000 /dev/zero >&2\n" + std::string(in_an_hour));
    CHECK(noisy.fetch().has_value());
}

TEST_CASE("Azure CLI: after 13 s it is given up")
{
    fake_cli cli("exec 3>\"${0%/*}/signs\"; echo up >&3; read x <\"${0%/*}/never\"");
    ::mkfifo((cli.folder() / "signs").c_str(), 0600);
    ::mkfifo((cli.folder() / "never").c_str(), 0600);
    auto& context = cli.entra().context();
    const auto source = std::make_shared<entra::azure_cli_source>(cli.entra().where());
    std::optional<error> failed;
    boost::asio::co_spawn(
        context, source->fetch(entra_token_request()),
        [&](std::exception_ptr, result<wire::issued_token> fetched) { failed = fetched.error(); });
    context.poll();
    std::ifstream signs(cli.folder() / "signs");
    std::string sign;
    REQUIRE(std::getline(signs, sign));
    cli.entra().clock()->advance(13s);
    context.restart();
    context.run();
    REQUIRE(failed.has_value());
    CHECK(*failed == errc::deadline_exceeded);
    CHECK(
        failed->message() ==
        "the credential's deadline passed: az: the program did not end within 13 s. Next: run `az account "
        "get-access-token` by hand, and see what it waits for");
    CHECK_FALSE(std::getline(signs, sign)); // it is dead
}

TEST_CASE("Azure CLI: a local time without a zone")
{
    fake_cli cli("echo '{\"accessToken\":\"t\",\"expiresOn\":\"2026-01-01 03:00:00.000000\"}'");
    const char* const before = std::getenv("TZ");
    const std::string zone = before ? before : "";
    ::setenv("TZ", "TEST-2", 1); // two hours ahead of UTC
    const auto token = cli.fetch();
    if (before)
        ::setenv("TZ", zone.c_str(), 1);
    else
        ::unsetenv("TZ");
    REQUIRE(token.has_value());
    CHECK(token->token.expires_on() == cli.entra().clock()->now_utc() + 1h);
}
