#include "entra/client_assertion_source.hpp"
#include "entra_script.hpp"
#include "wire/make_error.hpp"

#include <doctest/doctest.h>
#include <stdexcept>

using namespace acs;

namespace {

constexpr const char* tenant = "5f8a9e1c-3d27-4c60-9b1e-7a4d2c8e6f01";
using assertion_function = entra::client_assertion_source::assertion_function;

std::shared_ptr<entra::source> make_source(
    test::entra_script& script, assertion_function function, std::string tenant_id = tenant)
{
    return std::make_shared<entra::client_assertion_source>(
        script.where(), std::move(tenant_id), "app", std::move(function));
}

boost::asio::awaitable<result<secret>> yield(std::string text)
{
    co_return secret(text);
}

boost::asio::awaitable<result<secret>> fail_with(errc code)
{
    co_return wire::make_error(code, "the vault is sealed");
}

boost::asio::awaitable<result<secret>> throw_it()
{
    throw std::runtime_error("the vault is on fire");
    co_return secret();
}

} // namespace

TEST_CASE("client assertion: the request; a new assertion for each")
{
    test::entra_script script;
    int asked = 0;
    const auto source = make_source(script, [&asked] { return yield("jwt." + std::to_string(++asked)); });
    for (int i = 1; i <= 2; ++i) {
        script.answer(200, R"({"expires_in":3600,"access_token":"entra-token"})");
        const auto token = script.fetch(source);
        REQUIRE(token.has_value());
        CHECK(token->token.token() == "entra-token");
    }
    REQUIRE(script.requests().size() == 2);
    CHECK(
        script.requests()[0].body ==
        "client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer&"
        "client_assertion=jwt.1&grant_type=client_credentials&client_id=app&scope="
        "https%3A%2F%2Fcommunication.azure.com%2F%2F.default");
    CHECK(script.requests()[1].field("client_assertion") == "jwt.2");
}

TEST_CASE("client assertion: what the function fails with, and what is missing")
{
    test::entra_script script;
    const auto error_of = [&](assertion_function function) {
        return script.fetch(make_source(script, std::move(function))).error();
    };
    CHECK(error_of([] { return fail_with(errc::throttled); }) == errc::throttled);
    CHECK(error_of([] { return fail_with(errc::throttled); }).details().what == "the vault is sealed");
    CHECK(error_of([] { return fail_with(errc::credential_unavailable); }) == errc::credential_unavailable);
    CHECK(error_of([] { return yield(""); }) == errc::credential_failed);
    CHECK(error_of(nullptr) == errc::credential_unavailable);
    CHECK_THROWS_AS(script.fetch(make_source(script, throw_it)), std::runtime_error);

    bool asked = false;
    const auto source = make_source(
        script,
        [&asked] {
            asked = true;
            return yield("jwt");
        },
        "a/b");
    CHECK(script.fetch(source).error() == errc::invalid_argument);
    CHECK_FALSE(asked);
    CHECK(script.requests().empty());
}

TEST_CASE("client assertion: the assertion is not shown")
{
    test::entra_script script;
    script.answer(400, R"({"error":"invalid_client","error_description":"bad assertion jwt.secret-part"})");
    const auto token = script.fetch(make_source(script, [] { return yield("jwt.secret-part"); }));
    CHECK(token.error() == errc::authentication_failed);
    CHECK(token.error().service().message == "bad assertion REDACTED");
}
