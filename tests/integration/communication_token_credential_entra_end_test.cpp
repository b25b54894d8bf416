// The form that exchanges a token of Entra ID: how it ends, and how it is made.
#include "entra/token_holders.hpp"
#include "exchange_fixture.hpp"

#include <acs/bearer_credential.hpp>
#include <acs/communication_token_credential.hpp>
#include <acs/token_credential.hpp>

#include <boost/asio/cancellation_type.hpp>
#include <doctest/doctest.h>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace asio = boost::asio;
using namespace acs;

namespace {

// A credential of Entra ID that gives what the fixture says.
class scripted_source final : public entra::source
{
public:
    explicit scripted_source(exchange_fixture& owner) : owner_(owner) {}
    std::string_view name() const noexcept override { return "ScriptedCredential"; }
    asio::awaitable<result<wire::issued_token>> fetch(entra_token_request request) override
    {
        auto token = co_await owner_.give(request.scopes());
        if (!token)
            co_return token.error();
        wire::issued_token issued;
        issued.token = std::move(*token);
        co_return issued;
    }

private:
    exchange_fixture& owner_;
};

class scripted_credential final : public token_credential
{
public:
    scripted_credential(const std::shared_ptr<entra::source>& from, entra::token_holders::settings how)
        : token_credential(std::make_shared<entra::token_holders>(from, std::move(how)))
    {}
};

} // namespace

TEST_CASE_FIXTURE(
    exchange_fixture,
    "communication token credential, Entra: cancelled, always an error, never an empty token")
{
    SUBCASE("while the Entra credential is asked")
    {
        hang = true;
    }
    SUBCASE("while the service is asked")
    {
        fault(R"({"kind":"hang"})");
    }
    const auto credential = make();
    const auto first = start(credential->get());
    const auto second = start(credential->get());
    settle();
    first->cancel.emit(asio::cancellation_type::terminal);
    settle();
    REQUIRE(first->done());
    CHECK(first->result->error() == errc::canceled);
    CHECK(!second->done()); // the others aren't concerned
    second->cancel.emit(asio::cancellation_type::terminal);
    settle();
    REQUIRE(second->done());
    CHECK(second->result->error() == errc::canceled);
}

TEST_CASE_FIXTURE(
    exchange_fixture, "communication token credential, Entra: dispose ends what waits, and what comes later")
{
    SUBCASE("while the Entra credential is asked")
    {
        hang = true;
    }
    SUBCASE("while the service is asked")
    {
        fault(R"({"kind":"hang"})");
    }
    auto credential = make();
    const auto waits = start(credential->get());
    auto later = credential->get();
    settle();
    credential.reset();
    settle();
    REQUIRE(waits->done());
    CHECK(waits->result->error() == errc::client_stopped);
    CHECK(run(std::move(later)).error() == errc::client_stopped);
    settle();
    CHECK(clock->pending() == 0);
}

TEST_CASE_FIXTURE(
    exchange_fixture,
    "communication token credential, Entra: from a token_credential, with the default scope")
{
    entra::token_holders::settings how;
    how.time = clock;
    const auto by =
        std::make_shared<scripted_credential>(std::make_shared<scripted_source>(*this), std::move(how));
    const auto made = client_options::with_credential(server.endpoint(), by)
                          .value()
                          .ca_file(server.ca_file())
                          .time(clock)
                          .proxy("");
    auto credential = communication_token_credential::from_entra(context.get_executor(), made).value();
    const auto token = run(credential.get_token());
    REQUIRE(token.has_value());
    CHECK(introspect(*token) == "valid");
    CHECK(run(credential.get_token()).value().token() == token->token());
    CHECK(asked.size() == 1); // it keeps its token itself
    CHECK(asked.front() == std::vector<std::string>{for_clients});
    CHECK(exchanges() == 1);
}

TEST_CASE_FIXTURE(
    exchange_fixture,
    "communication token credential, Entra: empty, unknown and mixed scopes; other credentials")
{
    const auto by = std::make_shared<scripted_credential>(
        std::make_shared<scripted_source>(*this), entra::token_holders::settings());
    const auto made = client_options::with_credential(server.endpoint(), by).value();
    const std::vector<std::vector<std::string>> wrong = {
        {},
        {"https://graph.microsoft.com/.default"},
        {for_clients, "https://auth.msft.communication.azure.com/.default"}};
    for (const auto& scopes : wrong) {
        const auto credential =
            communication_token_credential::from_entra(context.get_executor(), made, scopes);
        REQUIRE(!credential.has_value());
        CHECK(credential.error() == errc::invalid_argument);
        CHECK(credential.error().message().find("have to start with") != std::string::npos);
    }
    const auto keyed = communication_token_credential::from_entra(context.get_executor(), options());
    REQUIRE(!keyed.has_value());
    CHECK(keyed.error() == errc::invalid_argument);
    // One that can't be asked for these scopes is noticed at once.
    const auto dull = std::make_shared<bearer_credential>([]() -> asio::awaitable<result<access_token>> {
        co_return access_token(secret("t"), wall_time::max());
    });
    const auto by_dull = client_options::with_credential(server.endpoint(), dull).value();
    const auto refused = communication_token_credential::from_entra(context.get_executor(), by_dull);
    REQUIRE(!refused.has_value());
    CHECK(refused.error() == errc::invalid_argument);
    CHECK(
        refused.error().message().find("give it a function that takes an acs::entra_token_request") !=
        std::string::npos);
    CHECK(!client_options::with_credential("", by).has_value());
    CHECK(!client_options::with_credential(server.endpoint(), nullptr).has_value());
    CHECK(asked.empty());
}
