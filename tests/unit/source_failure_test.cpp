#include "entra/source_failure.hpp"

#include "entra/client_assertion_source.hpp"
#include "entra/client_secret_source.hpp"
#include "entra/coroutine_source.hpp"
#include "entra/managed_identity_source.hpp"
#include "entra_script.hpp"
#include "wire/make_error.hpp"

#include <doctest/doctest.h>

#include <acs/managed_identity_id.hpp>

using namespace acs;

// What a user reads who gave a credential something wrong.

namespace {

constexpr const char* directory = "5f8a9e1c-3d27-4c60-9b1e-7a4d2c8e6f01";

error as_credential(const std::shared_ptr<entra::source>& from, const error& why)
{
    return entra::credential_failure(why, entra::words_of_source(from->name(), why));
}

error failure_of(test::entra_script& script, const std::shared_ptr<entra::source>& from)
{
    const auto got = script.fetch(from);
    REQUIRE(got.has_error());
    return as_credential(from, got.error());
}

std::shared_ptr<entra::source> by_secret(test::entra_script& script, std::string tenant_id = directory)
{
    return std::make_shared<entra::client_secret_source>(
        script.where(), std::move(tenant_id), "app", secret("s3cr3t-value"));
}

std::shared_ptr<entra::source> by_machine(test::entra_script& script)
{
    return std::make_shared<entra::managed_identity_source>(
        script.where(), managed_identity_id(), entra::managed_identity_source::role::alone);
}

bool holds(const error& why, std::string_view part)
{
    return why.message().find(part) != std::string::npos;
}

error answered(int status, std::string body, bool machine = false)
{
    test::entra_script script;
    script.answer(status, std::move(body));
    const error why = failure_of(script, machine ? by_machine(script) : by_secret(script));
    CHECK(why == errc::credential_failed);
    CHECK_FALSE(holds(why, "service"));
    CHECK_FALSE(holds(why, "Communication"));
    CHECK_FALSE(holds(why, "s3cr3t"));
    return why;
}

error failed(errc code, bool machine = false)
{
    test::entra_script script;
    script.fail(error(code));
    return failure_of(script, machine ? by_machine(script) : by_secret(script));
}

boost::asio::awaitable<result<access_token>> give_up(errc code)
{
    co_return code;
}

boost::asio::awaitable<result<secret>> give_no_assertion(errc code)
{
    co_return code;
}

} // namespace

TEST_CASE("credential's error: Entra ID's refusal is its own, and its number is to be looked up")
{
    const error why = answered(
        401,
        R"({"error":"invalid_client","error_description":"AADSTS7000215: Invalid secret s3cr3t-value."})");
    CHECK(
        why.message() ==
        "the credential could not authorise the request: ClientSecretCredential: Entra ID "
        "(https://login.microsoftonline.com) refused the request; HTTP status 401; its code invalid_client; "
        "its "
        "message: AADSTS7000215: Invalid secret REDACTED.. Next: look AADSTS7000215 up in Entra ID's "
        "documentation (https://learn.microsoft.com/entra/identity-platform/reference-error-codes)");
    CHECK(holds(answered(400, R"({"error":"x","error_description":"AADSTS: what"})"), "as these words say"));
}

TEST_CASE("credential's error: who answered is named, and nobody is called the service")
{
    CHECK(
        holds(answered(429, "{}"), "Entra ID (https://login.microsoftonline.com) gets too many requests; "));
    CHECK(holds(answered(429, "{}"), "Next: share one credential"));
    CHECK(holds(answered(503, ""), "Entra ID (https://login.microsoftonline.com) failed; HTTP status 503"));
    CHECK(holds(answered(403, "{}"), "Entra ID (https://login.microsoftonline.com) forbids the request"));
    const error absent = answered(404, "");
    CHECK(
        holds(absent, "Entra ID (https://login.microsoftonline.com) rejected the request; HTTP status 404"));
    CHECK(holds(absent, "AZURE_AUTHORITY_HOST"));
    const error page = answered(200, "<html>portal</html>");
    CHECK(holds(page, "something else answered in its place: the answer is a web page"));
    CHECK(holds(page, "AZURE_AUTHORITY_HOST"));
    CHECK(holds(answered(200, "{}"), "gave an answer that is no token: the member access_token is missing"));
    for (const char* part :
         {"the metadata endpoint (http://169.254.169.254) refused the request", "as these words say"})
        CHECK(holds(answered(400, R"({"error":"invalid_request"})", true), part));
    CHECK(holds(answered(200, "{}", true), "the metadata endpoint (http://169.254.169.254) gave an answer"));
}

TEST_CASE("credential's error: the advice of what went wrong on the way is kept")
{
    CHECK(holds(
        failed(errc::host_not_found),
        "Entra ID (https://login.microsoftonline.com): the host was not found"));
    CHECK(holds(failed(errc::host_not_found), "AZURE_AUTHORITY_HOST"));
    CHECK(holds(failed(errc::certificate_untrusted), "SSL_CERT_FILE"));
    CHECK(holds(failed(errc::certificate_untrusted), "ca_file"));
    CHECK(holds(failed(errc::connect_failed, true), "AZURE_POD_IDENTITY_AUTHORITY_HOST"));
    CHECK_FALSE(holds(failed(errc::connect_failed, true), "proxy"));
    for (const errc code : {errc::tls_failed, errc::certificate_host_mismatch, errc::proxy_refused}) {
        CHECK(failed(code) == errc::credential_failed);
        CHECK_FALSE(failed(code).details().next.empty());
    }
}

TEST_CASE("credential's error: its deadline and its end are not the call's and the client's")
{
    const error late = failed(errc::deadline_exceeded);
    CHECK(late == errc::deadline_exceeded);
    CHECK(
        late.message() ==
        "the credential's deadline passed: ClientSecretCredential: Entra ID "
        "(https://login.microsoftonline.com) did "
        "not answer in time. Next: see why it does not answer, check the authority host (authority_host of "
        "acs::entra_options, or AZURE_AUTHORITY_HOST), or give the credential a longer deadline in its "
        "options");
    const error stopped = failed(errc::client_stopped);
    CHECK(stopped == errc::client_stopped);
    CHECK(
        stopped.message() ==
        "the credential was stopped: ClientSecretCredential. Next: keep the credential while it is in use");
    CHECK(failed(errc::canceled) == errc::canceled);
}

TEST_CASE("credential's error: a function that gives nothing but a code")
{
    test::entra_script script;
    for (const errc code :
         {errc::credential_failed, errc::credential_unavailable, errc::throttled, errc::deadline_exceeded,
          errc::client_stopped}) {
        const std::string said =
            "its function gave the error " + std::string(to_string(code)) + ", without text";
        CAPTURE(said);
        CHECK(holds(
            failure_of(script, std::make_shared<entra::coroutine_source>([code](const entra_token_request&) {
                           return give_up(code);
                       })),
            "BearerCredential: "));
        const error why = failure_of(
            script, std::make_shared<entra::client_assertion_source>(
                        script.where(), directory, "app", [code] { return give_no_assertion(code); }));
        CHECK(holds(why, "ClientAssertionCredential: "));
        CHECK(holds(why, said));
        // What it calls the end of something is not the end of this call, this credential or its deadline.
        CHECK(why == (code == errc::credential_unavailable ? code : errc::credential_failed));
        CHECK(!holds(why, "the credential's deadline passed"));
    }
    CHECK(holds(
        failure_of(script, std::make_shared<entra::coroutine_source>([](const entra_token_request&) {
                       return give_up(static_cast<errc>(-1));
                   })),
        "its function gave an error, without text"));
    // Whoever else has nothing to say.
    CHECK(holds(as_credential(by_secret(script), errc::credential_failed), "it gave an error without text"));
}

TEST_CASE("credential's error: an authority with the tenant in it")
{
    const auto said_of = [](const char* authority, const char* tenant_id = directory) {
        test::entra_script script;
        script.environment()["AZURE_AUTHORITY_HOST"] = authority;
        const error why = failure_of(script, by_secret(script, tenant_id));
        CHECK(script.requests().empty());
        CHECK(why == errc::credential_failed);
        return why.message();
    };
    for (const char* authority :
         {"https://login.microsoftonline.us/5F8A9E1C-3d27-4c60-9b1e-7a4d2c8e6f01",
          "https://login.microsoftonline.us/5f8a9e1c-3d27-4c60-9b1e-7a4d2c8e6f01//",
          "login.microsoftonline.us/common", "https://login.microsoftonline.us/Organizations/",
          "https://login.microsoftonline.us/consumers"})
        CHECK(
            said_of(authority) ==
            "the credential could not authorise the request: ClientSecretCredential: the authority host "
            "can't be "
            "used: leave the tenant out of it, which is added to the path: it is "
            "https://login.microsoftonline.us. "
            "Next: correct the authority host (authority_host of acs::entra_options, or "
            "AZURE_AUTHORITY_HOST); it "
            "is https://login.microsoftonline.com for the public cloud, and the tenant is given apart");
    CHECK(
        said_of("https://a.example/b/contoso.com", "contoso.com").find("it is https://a.example/b. ") !=
        std::string::npos);

    const auto path_of = [](const char* authority, const char* tenant_id = directory) {
        test::entra_script script;
        script.environment()["AZURE_AUTHORITY_HOST"] = authority;
        script.answer(200, R"({"expires_in":3599,"access_token":"t"})");
        CHECK(script.fetch(by_secret(script, tenant_id)).has_value());
        return script.requests().empty() ? std::string() : script.requests().front().target;
    };
    const std::string usual = std::string("/") + directory + "/oauth2/v2.0/token";
    CHECK(path_of("login.microsoftonline.us") == usual);
    CHECK(path_of("https://sts.example/adfs") == "/adfs" + usual);
    CHECK(path_of("https://sts.example/uncommon") == "/uncommon" + usual);
    CHECK(path_of("https://sts.example", "adfs") == "/adfs/oauth2/token");
    CHECK(path_of("https://sts.example/adfs/", "adfs") == "/adfs/oauth2/token");
}
