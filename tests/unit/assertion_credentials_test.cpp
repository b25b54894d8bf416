#include "integration/temporary_folder.hpp"

#include <acs/azure_cli_credential.hpp>
#include <acs/azure_pipelines_credential.hpp>
#include <acs/client_assertion_credential.hpp>
#include <acs/client_certificate_credential.hpp>
#include <acs/workload_identity_credential.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <doctest/doctest.h>
#include <sys/stat.h>

using namespace acs;

namespace {

boost::asio::awaitable<result<secret>> no_assertion()
{
    error_details details;
    details.what = "the vault is sealed";
    co_return error(errc::request_rejected, details);
}

// What a credential says that can't get a token, and its code.
std::pair<errc, std::string> failure(boost::asio::io_context& context, token_credential& credential)
{
    auto got = boost::asio::co_spawn(context, credential.get_token(), boost::asio::use_future);
    context.restart();
    context.run();
    const auto token = got.get();
    return {static_cast<errc>(token.error().code().value()), token.error().details().what};
}

entra_options with_environment(std::optional<std::string> path = std::nullopt)
{
    return entra_options().environment([path](const char* name) -> std::optional<std::string> {
        return std::string_view(name) == "PATH" ? path : std::nullopt;
    });
}

} // namespace

TEST_CASE("assertion credentials: each says who it is, and why it has no token")
{
    boost::asio::io_context context;
    const auto executor = context.get_executor();
    using said = std::pair<errc, std::string>;

    client_assertion_credential assertion(executor, "tenant", "app", no_assertion, with_environment());
    CHECK(assertion.name() == "ClientAssertionCredential");
    const auto [code, what] = failure(context, assertion);
    CHECK(code == errc::credential_failed);
    CHECK(what.starts_with("ClientAssertionCredential: "));
    CHECK(what.ends_with(": the vault is sealed"));

    client_certificate_credential certificate(
        executor, "tenant", "app", client_certificate::from_file("/no/such.pem"), with_environment());
    CHECK(
        failure(context, certificate) ==
        said(
            errc::credential_failed,
            "ClientCertificateCredential: the certificate, /no/such.pem: No such file or directory"));

    workload_identity_credential workload(executor, with_environment());
    CHECK(failure(context, workload).first == errc::credential_unavailable);
    workload_identity_credential explicit_workload(
        executor, "tenant", "app", "/no/such/token", with_environment());
    CHECK(
        failure(context, explicit_workload) ==
        said(
            errc::credential_failed,
            "WorkloadIdentityCredential: the federated token's file, /no/such/token: "
            "No such file or directory"));

    azure_pipelines_credential pipelines(
        executor, "tenant", "app", "connection", secret("token"), with_environment());
    CHECK(
        failure(context, pipelines) ==
        said(
            errc::credential_unavailable,
            "AzurePipelinesCredential: SYSTEM_OIDCREQUESTURI is not set: this is no job of Azure Pipelines"));

    azure_cli_credential cli(executor, with_environment());
    CHECK(failure(context, cli).first == errc::credential_unavailable);
}

TEST_CASE("assertion credentials: a token of the Azure CLI, used until it is renewed")
{
    const temporary_folder folder;
    temporary_folder::write(
        folder / "az", "#!/bin/sh\necho run >>\"${0%/*}/runs\"\n"
                       "echo '{\"accessToken\":\"cli-token\",\"expires_on\":4102444800}'\n");
    ::chmod((folder / "az").c_str(), 0700);
    boost::asio::io_context context;
    azure_cli_credential credential(
        context.get_executor(), "contoso.com", std::string(), with_environment(folder / ""));
    for (int i = 0; i < 3; ++i) {
        auto got = boost::asio::co_spawn(context, credential.get_token(), boost::asio::use_future);
        context.restart();
        context.run();
        CHECK(got.get().value().token() == "cli-token");
    }
    CHECK(temporary_folder::read(folder / "runs") == "run\n");
}
