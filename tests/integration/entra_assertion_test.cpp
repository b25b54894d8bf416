#include "entra_fixture.hpp"
#include "temporary_folder.hpp"
#include "unit/test_certificate.hpp"

#include <acs/azure_cli_credential.hpp>
#include <acs/client_assertion_credential.hpp>
#include <acs/client_certificate_credential.hpp>
#include <acs/workload_identity_credential.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <doctest/doctest.h>
#include <filesystem>
#include <initializer_list>

using namespace acs;
using namespace std::chrono_literals;
using test::test_certificate;

// Applications that show assertions, and what these are made of changing meanwhile.

namespace {

class assertion_fixture : public entra_fixture
{
public:
    // The certificates that Entra ID knows of the application.
    void register_certificates(std::initializer_list<const test_certificate*> known)
    {
        boost::json::array certificates;
        for (const test_certificate* one : known)
            certificates.emplace_back(one->certificate());
        boost::json::object app;
        app["certificates"] = std::move(certificates);
        boost::json::object all;
        all["apps"] = boost::json::array{std::move(app)};
        post("entra", boost::json::serialize(all));
    }

    std::shared_ptr<token_credential> with(client_certificate certificate)
    {
        return std::make_shared<client_certificate_credential>(
            context.get_executor(), server.tenant_id(), server.client_id(), std::move(certificate), entra());
    }

    // As a cluster makes them.
    std::string federated_token(std::string_view settings = "{}")
    {
        return std::string(post("federated-token", settings).at("token").as_string());
    }

    // By renaming, as who renews it does.
    void replace(std::string_view text)
    {
        temporary_folder::write(folder / "new", text);
        std::filesystem::rename(folder / "new", file);
    }

    temporary_folder folder;
    const std::string file = folder / "file";
};

boost::asio::awaitable<result<secret>> give(std::string text)
{
    co_return secret(text);
}

} // namespace

TEST_CASE_FIXTURE(assertion_fixture, "entra: a certificate of each kind is accepted")
{
    const test_certificate curve("P-256");
    register_certificates({&test_certificate::rsa(), &curve});
    const auto pem = [](const test_certificate& of) {
        return client_certificate::from_pem(secret(of.pem()));
    };
    for (const auto& certificate :
         {pem(test_certificate::rsa()), pem(test_certificate::rsa()).use_pss(true),
          pem(test_certificate::rsa()).send_certificate_chain(true), pem(curve)}) {
        auto client = make_client(with(certificate));
        CHECK(create(client).has_value());
    }
    const auto token = run(with(pem(test_certificate("P-256")))->get_token());
    CHECK(token.error() == errc::credential_failed);
    CHECK(token.error().message().find("AADSTS700027") != std::string::npos);
}

TEST_CASE_FIXTURE(assertion_fixture, "entra: a certificate is rotated, and no call fails")
{
    const test_certificate before("P-256");
    const test_certificate after("P-256");
    register_certificates({&before});
    replace(before.pem());
    auto client = make_client(with(client_certificate::from_file(file)));
    REQUIRE(create(client).has_value());

    register_certificates({&before, &after});
    replace(after.key() + before.certificate()); // a mistake: the token at hand is used meanwhile
    clock->advance(50min);
    REQUIRE(create(client).has_value());
    settle();
    REQUIRE(create(client).has_value());
    CHECK(token_requests() == 1);

    replace(after.pem());
    register_certificates({&after});
    clock->advance(9min);
    REQUIRE(create(client).has_value());
    run_until([&] { return token_requests() == 2; });
    settle();
    clock->advance(30min); // the first token has expired
    REQUIRE(create(client).has_value());
    CHECK(token_requests() == 2);
}

TEST_CASE_FIXTURE(assertion_fixture, "entra: without a token at hand, a broken certificate is said to be so")
{
    register_certificates({&test_certificate::rsa()});
    replace(test_certificate::rsa().key());
    const auto credential = with(client_certificate::from_file(file));
    auto client = make_client(credential);
    const auto user = create(client);
    CHECK(user.error() == errc::credential_failed);
    CHECK(user.error().message().find(file + ": it holds no certificate") != std::string::npos);
    CHECK(token_requests() == 0);
    replace(test_certificate::rsa().pem());
    CHECK(create(client).has_value());
}

TEST_CASE_FIXTURE(assertion_fixture, "entra: a federated token's file is replaced, and read anew")
{
    environment["AZURE_TENANT_ID"] = server.tenant_id();
    environment["AZURE_CLIENT_ID"] = server.client_id();
    environment["AZURE_FEDERATED_TOKEN_FILE"] = file;
    replace(federated_token() + "\n");
    auto client =
        make_client(std::make_shared<workload_identity_credential>(context.get_executor(), entra()));
    REQUIRE(create(client).has_value());
    clock->advance(2h); // token and assertion have expired
    const auto late = create(client);
    CHECK(late.error() == errc::credential_failed);
    replace(federated_token());
    CHECK(create(client).has_value());
}

TEST_CASE_FIXTURE(assertion_fixture, "entra: an assertion of the program's own")
{
    auto client = make_client(std::make_shared<client_assertion_credential>(
        context.get_executor(), server.tenant_id(), server.client_id(),
        [this] { return give(federated_token()); }, entra()));
    CHECK(create(client).has_value());
    CHECK(token_requests() == 1);
}

TEST_CASE_FIXTURE(assertion_fixture, "entra: the token of whoever has signed in with the Azure CLI")
{
    boost::json::object wanted;
    wanted["audience"] = "https://communication.azure.com/";
    wanted["appId"] = server.client_id();
    boost::json::object printed;
    printed["accessToken"] = post("entra-token", boost::json::serialize(wanted)).at("token");
    printed["expires_on"] =
        std::chrono::floor<std::chrono::seconds>(clock->now_utc() + 1h).time_since_epoch().count();
    temporary_folder::write(folder / "az", "#!/bin/sh\necho '" + boost::json::serialize(printed) + "'\n");
    std::filesystem::permissions(folder / "az", std::filesystem::perms::owner_all);
    environment["PATH"] = folder / "";
    auto client = make_client(std::make_shared<azure_cli_credential>(context.get_executor(), entra()));
    CHECK(create(client).has_value());
    CHECK(token_requests() == 0);
}
