#include "entra/managed_identity_source.hpp"
#include "entra_script.hpp"

#include <doctest/doctest.h>

using namespace acs;
using namespace std::chrono_literals;

namespace {

using role = entra::managed_identity_source::role;

constexpr const char* good = R"({"access_token":"t","expires_on":"1700003600","token_type":"Bearer"})";
constexpr const char* resource = "https://communication.azure.com/";

std::shared_ptr<entra::source> make_source(
    test::entra_script& script, managed_identity_id identity = managed_identity_id(),
    role played = role::alone)
{
    return std::make_shared<entra::managed_identity_source>(script.where(), std::move(identity), played);
}

// The one request that an environment leads to.
test::entra_script::sent request_in(
    const std::map<std::string, std::string>& environment,
    managed_identity_id identity = managed_identity_id())
{
    test::entra_script script;
    script.environment() = environment;
    script.answer(200, R"({"access_token":"t","expires_in":"3600"})");
    REQUIRE(script.fetch(make_source(script, std::move(identity))).has_value());
    REQUIRE(script.requests().size() == 1);
    return script.requests().front();
}

const std::map<std::string, std::string> app_service_2019{
    {"IDENTITY_ENDPOINT", "http://127.0.0.1:41741/MSI/token"}, {"IDENTITY_HEADER", "header-1"}};
const std::map<std::string, std::string> app_service_2017{
    {"MSI_ENDPOINT", "http://127.0.0.1:41741/MSI/token"}, {"MSI_SECRET", "header-2"}};

} // namespace

TEST_CASE("managed identity: App Service, 2019")
{
    const auto sent = request_in(app_service_2019);
    CHECK(sent.host == "http://127.0.0.1:41741");
    CHECK(sent.method == "GET");
    CHECK(
        sent.target == "/MSI/token?api-version=2019-08-01&resource=https%3A%2F%2Fcommunication.azure.com%2F");
    CHECK(sent.headers == std::map<std::string, std::string>{{"X-IDENTITY-HEADER", "header-1"}});
    CHECK(sent.how.max_retries == 7);
    CHECK(request_in(app_service_2019, managed_identity_id::client_id("i")).field("client_id") == "i");
    CHECK(request_in(app_service_2019, managed_identity_id::object_id("i")).field("principal_id") == "i");
    CHECK(
        request_in(app_service_2019, managed_identity_id::resource_id("/a/b")).field("mi_res_id") == "/a/b");
}

TEST_CASE("managed identity: App Service, 2017")
{
    const auto sent = request_in(app_service_2017);
    CHECK(sent.method == "GET");
    CHECK(sent.field("api-version") == "2017-09-01");
    CHECK(sent.field("resource") == resource);
    CHECK(sent.headers == std::map<std::string, std::string>{{"secret", "header-2"}});
    CHECK(request_in(app_service_2017, managed_identity_id::client_id("i")).field("clientid") == "i");
    CHECK(request_in(app_service_2017, managed_identity_id::object_id("i")).field("principal_id") == "i");
    CHECK(request_in(app_service_2017, managed_identity_id::resource_id("i")).field("mi_res_id") == "i");
}

TEST_CASE("managed identity: App Service's answer has only a moment of expiry; the error hides the header")
{
    test::entra_script script;
    script.environment() = app_service_2019;
    const auto source = make_source(script);
    const auto now = std::chrono::floor<std::chrono::seconds>(script.clock()->now_utc()).time_since_epoch();
    script.answer(
        200, R"({"access_token":"t","expires_on":")" + std::to_string(now.count() + 86400) + R"("})");
    const auto token = script.fetch(source);
    REQUIRE(token.has_value());
    REQUIRE(token->refresh_in.has_value());
    CHECK(*token->refresh_in <= 12h);
    CHECK(*token->refresh_in > 12h - 2s);
    script.answer(400, R"({"statusCode":400,"message":"No MSI found for header-1."})");
    const auto why = script.fetch(source).error();
    CHECK(why == errc::authentication_failed);
    CHECK(why.service().message == "No MSI found for REDACTED.");
}

TEST_CASE("managed identity: Cloud Shell")
{
    const std::map<std::string, std::string> environment{
        {"MSI_ENDPOINT", "http://localhost:50342/oauth2/token"}};
    const auto sent = request_in(environment);
    CHECK(sent.host == "http://localhost:50342");
    CHECK(sent.method == "POST");
    CHECK(sent.target == "/oauth2/token");
    CHECK(sent.content_type == "application/x-www-form-urlencoded");
    CHECK(sent.body == "resource=https%3A%2F%2Fcommunication.azure.com%2F");
    CHECK(sent.headers == std::map<std::string, std::string>{{"Metadata", "true"}});

    test::entra_script script;
    script.environment() = environment;
    const auto why = script.fetch(make_source(script, managed_identity_id::client_id("i"))).error();
    CHECK(why == errc::invalid_argument);
    CHECK(script.requests().empty());
}

TEST_CASE("managed identity: which endpoint counts where several could")
{
    auto all = app_service_2019;
    all.insert(app_service_2017.begin(), app_service_2017.end());
    all["IMDS_ENDPOINT"] = "http://localhost:40342";
    CHECK(request_in(all).field("api-version") == "2019-08-01");
    all.erase("IDENTITY_HEADER");
    CHECK(request_in(all).field("api-version") == "2017-09-01");
    all.erase("MSI_SECRET");
    CHECK(request_in(all).method == "POST");
    all.erase("MSI_ENDPOINT");
    CHECK(request_in(all).field("api-version") == "2019-11-01"); // Arc
    all.erase("IMDS_ENDPOINT");
    CHECK(request_in(all).field("api-version") == "2018-02-01"); // a virtual machine
    all["IDENTITY_HEADER"] = "";                                 // as if it were not there
    CHECK(request_in(all).field("api-version") == "2018-02-01");
}

TEST_CASE("managed identity: a wrong address is the variable's fault; plain http stays on the machine")
{
    const std::pair<const char*, errc> cases[] = {
        {"http://identity.example/token", errc::insecure_endpoint},
        {"http::@/bogus", errc::invalid_endpoint},
        {"127.0.0.1:41741/token", errc::invalid_endpoint},
    };
    for (const auto& [url, expected] : cases) {
        CAPTURE(url);
        test::entra_script script;
        script.environment() = app_service_2019;
        script.environment()["IDENTITY_ENDPOINT"] = url;
        const auto why = script.fetch(make_source(script)).error();
        CHECK(why == expected);
        CHECK(why.details().summary == "IDENTITY_ENDPOINT can't be used");
        CHECK(script.requests().empty());
    }
    auto encrypted = app_service_2019;
    encrypted["IDENTITY_ENDPOINT"] = "https://identity.example/token";
    CHECK(request_in(encrypted).host == "https://identity.example");
}

TEST_CASE("managed identity: Service Fabric is not supported, and says so")
{
    test::entra_script script;
    script.environment() = app_service_2019;
    script.environment()["IDENTITY_SERVER_THUMBPRINT"] = "00";
    const auto why = script.fetch(make_source(script)).error();
    CHECK(why == errc::credential_unavailable);
    CHECK(why.details().what.find("Service Fabric") != std::string::npos);
}

TEST_CASE("managed identity: an id that was forgotten does not stand for the machine's own identity")
{
    test::entra_script script;
    CHECK(
        script.fetch(make_source(script, managed_identity_id::client_id(""))).error() ==
        errc::invalid_argument);
    CHECK(script.requests().empty());
}

TEST_CASE("managed identity: in a chain only the metadata service is probed")
{
    test::entra_script script;
    CHECK(script.fetch(make_source(script, {}, role::in_chain)).error() == errc::credential_unavailable);
    CHECK(script.requests().back().how.max_retries == 0);
    script.environment() = app_service_2019;
    CHECK(script.fetch(make_source(script, {}, role::in_chain)).error() == errc::connect_failed);
    CHECK(script.requests().back().how.max_retries == 7);
    const entra::managed_identity_source alone(test::entra_script().where(), {}, role::alone);
    CHECK(alone.name() == "ManagedIdentityCredential");
}
