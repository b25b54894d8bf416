#include "entra/arc_source.hpp"
#include "entra_script.hpp"
#include "integration/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <sys/stat.h>

using namespace acs;

namespace {

namespace fs = std::filesystem;

// A folder for keys, and the agent's environment.
struct fixture
{
    test::entra_script script;
    temporary_folder removed_at_the_end;
    fs::path folder = removed_at_the_end / "tokens";
    fs::path outer = folder.parent_path();

    fixture()
    {
        fs::create_directory(folder);
        script.environment()["IDENTITY_ENDPOINT"] = "http://localhost:40342/metadata/identity/oauth2/token";
        script.environment()["IMDS_ENDPOINT"] = "http://localhost:40342";
    }

    std::string write(const fs::path& file, const std::string& text)
    {
        std::ofstream(file) << text;
        return file.string();
    }

    result<wire::issued_token> fetch(managed_identity_id identity = managed_identity_id())
    {
        return script.fetch(
            std::make_shared<entra::arc_source>(script.where(), std::move(identity), folder.string()));
    }

    void challenge(const std::string& text)
    {
        script.answer(401, "", {{"WWW-Authenticate", text}});
        script.answer(200, R"({"access_token":"t","expires_in":"3600"})");
    }

    // The agent names something else: nothing of it gets to the agent.
    void refuses(const std::string& text)
    {
        CAPTURE(text);
        const auto before = script.requests().size();
        script.answer(401, "", {{"WWW-Authenticate", text}});
        CHECK(fetch().error() == errc::credential_failed);
        CHECK(script.requests().size() == before + 1);
    }
};

} // namespace

TEST_CASE_FIXTURE(fixture, "arc: the key of the file that the challenge names is shown")
{
    challenge("Basic realm=" + write(folder / "1.key", "the-agents-key\n"));
    REQUIRE(fetch().has_value());
    REQUIRE(script.requests().size() == 2);
    for (const auto& sent : script.requests()) {
        CHECK(sent.host == "http://localhost:40342");
        CHECK(sent.method == "GET");
        CHECK(
            sent.target == "/metadata/identity/oauth2/token?api-version=2019-11-01&resource="
                           "https%3A%2F%2Fcommunication.azure.com%2F");
        CHECK(sent.headers.at("Metadata") == "true");
    }
    CHECK(script.requests().front().headers.count("Authorization") == 0);
    CHECK(script.requests().back().headers.at("Authorization") == "Basic the-agents-key");
}

TEST_CASE_FIXTURE(fixture, "arc: the challenge in other spellings, and a key of the largest size")
{
    const std::string path = write(folder / "2.key", std::string(4096, 'k'));
    challenge("basic REALM=\"" + path + "\"");
    REQUIRE(fetch().has_value());
    CHECK(script.requests().back().headers.at("Authorization") == "Basic " + std::string(4096, 'k'));
    script.answer(200, R"({"access_token":"t","expires_in":"3600"})");
    CHECK(fetch().has_value()); // an agent that doesn't ask
    CHECK(script.requests().size() == 3);
}

TEST_CASE_FIXTURE(fixture, "arc: no other file is read")
{
    const std::string in = folder.string();
    refuses("Basic realm=" + write(outer / "outside.key", "k"));
    refuses("Basic realm=" + in + "/../outside.key");
    refuses("Basic realm=" + write(folder / "key.txt", "k"));
    refuses("Basic realm=" + write(folder / ".key", "k"));
    refuses("Basic realm=" + write(folder / "large.key", std::string(4097, 'k')));
    refuses("Basic realm=" + write(folder / "empty.key", ""));
    refuses("Basic realm=" + write(folder / "blank.key", " \n"));
    refuses("Basic realm=" + in + "/missing.key");
    fs::create_directories(folder / "sub.key");
    refuses("Basic realm=" + in + "/sub.key");
    refuses("Basic realm=" + write(folder / "sub.key" / "below.key", "k"));
    refuses("Basic realm=" + in + "x/1.key");
    fs::create_symlink(outer / "outside.key", folder / "link.key");
    refuses("Basic realm=" + in + "/link.key");
    REQUIRE(mkfifo((folder / "pipe.key").c_str(), 0600) == 0);
    refuses("Basic realm=" + in + "/pipe.key"); // and nothing blocks
    refuses("Basic realm=" + in);
    refuses("Basic realm=" + in + "/");
    refuses("Basic realm=");
    refuses("Basic");
    refuses("Bearer realm=" + write(folder / "good.key", "k"));
    refuses("");
}

TEST_CASE_FIXTURE(fixture, "arc: a key that is refused is not tried twice, and not shown")
{
    script.answer(
        401, "", {{"WWW-Authenticate", "Basic realm=" + write(folder / "1.key", "the-agents-key")}});
    script.answer(401, R"({"error":"unauthorized_client","error_description":"not the-agents-key"})");
    const auto why = fetch().error();
    CHECK(why == errc::authentication_failed);
    CHECK(why.service().message == "not REDACTED");
    CHECK(script.requests().size() == 2);
}

TEST_CASE_FIXTURE(fixture, "arc: it has no identities that are assigned")
{
    CHECK(fetch(managed_identity_id::client_id("i")).error() == errc::invalid_argument);
    CHECK(script.requests().empty());
}
