#include "client_fixture.hpp"

#include <doctest/doctest.h>

#include <boost/json/serialize.hpp>

using namespace acs;
using namespace std::chrono_literals;

namespace {

constexpr auto app_id = "2c3e1e83-8fd7-4615-ad2b-b8c1229845ac";
constexpr auto user_id = "32c0a5db-05ec-78ea-51ab-3f06b329397e";

std::string entra_token(client_fixture& fixture)
{
    const auto minted = fixture.post(
        "entra-token",
        std::string(R"({"appId":")") + app_id + R"(","userId":")" + user_id + R"(","seconds":3600})");
    return std::string(minted.at("token").as_string());
}

std::string claims(client_fixture& fixture, const access_token& token)
{
    return boost::json::serialize(
        fixture.post("introspect", R"({"token":")" + std::string(token.token()) + R"("})").at("claims"));
}

} // namespace

TEST_CASE_FIXTURE(client_fixture, "client: every operation")
{
    identity_client client(context.get_executor(), options());
    const auto user = run(client.create_user()).value();
    CHECK(user.id().starts_with("8:acs:"));
    CHECK(user.id().size() == 79);

    const auto token = run(client.get_token(user, scope::chat | scope::voip)).value();
    CHECK(introspect(token) == "valid");
    CHECK(token.expires_on() == clock->now_utc() + 24h);

    const auto short_lived = run(client.get_token(user, scope::voip_join, 60min)).value();
    CHECK(short_lived.expires_on() == clock->now_utc() + 1h);
    CHECK(claims(*this, short_lived).find("voip.join") != std::string::npos);

    const auto both = run(client.create_user_and_token(scope::chat)).value();
    CHECK_FALSE(both.user == user);
    CHECK(introspect(both.token) == "valid");
    const auto both_for_an_hour = run(client.create_user_and_token(scope::chat, 60min)).value();
    CHECK(both_for_an_hour.token.expires_on() == clock->now_utc() + 1h);

    CHECK(run(client.revoke_tokens(user)).has_value());
    CHECK(introspect(token) == "revoked");
    CHECK(introspect(both.token) == "valid");
    const auto renewed = run(client.get_token(communication_user(user.id()), scope::chat)).value();
    CHECK(introspect(renewed) == "valid");

    CHECK(run(client.delete_user(user)).has_value());
    CHECK(introspect(renewed) == "deleted");
    CHECK(run(client.get_token(user, scope::chat)).error() == errc::identity_not_found);

    const auto exchanged =
        run(client.get_token_for_teams_user(secret(entra_token(*this)), app_id, user_id)).value();
    CHECK(introspect(exchanged) == "valid");
    CHECK(connections_opened() == 1);
}

TEST_CASE_FIXTURE(client_fixture, "client: all scopes, and one that is not known yet")
{
    identity_client client(context.get_executor(), options());
    const auto user = run(client.create_user()).value();
    scope_set all;
    all.add(scope::chat)
        .add(scope::chat_join)
        .add(scope::chat_join_limited)
        .add(scope::voip)
        .add(scope::voip_join);
    const auto token = run(client.get_token(user, all)).value();
    CHECK(claims(*this, token).find("chat,chat.join,chat.join.limited,voip,voip.join") != std::string::npos);

    all.add("future.scope");
    const auto refused = run(client.get_token(user, all));
    REQUIRE(refused.has_error());
    CHECK(refused.error() == errc::request_rejected);
    CHECK(refused.error().service().target == "Scopes");
}

TEST_CASE_FIXTURE(client_fixture, "client: what the service sees of us")
{
    identity_client client(context.get_executor(), options().application_id("tests"));
    call_options call;
    call.request_id("my-request-1");
    CHECK(run(client.create_user(call)).has_value());
    const auto seen = last_request();
    CHECK(seen.at("requestId").as_string() == "my-request-1");
    const std::string agent(seen.at("headers").at("user-agent").as_string());
    CHECK(agent.starts_with("tests azsdk-cpp-communication-identity/" ACS_IDENTITY_VERSION " ("));
    CHECK(seen.at("target").as_string() == "/identities?api-version=2023-10-01");

    call.request_id("evil\r\nX: y");
    CHECK(run(client.create_user(call)).error() == errc::invalid_argument);

    identity_client newer(context.get_executor(), options().api_version("2025-06-30"));
    CHECK(run(newer.create_user()).has_value());
    CHECK(last_request().at("target").as_string() == "/identities?api-version=2025-06-30");

    identity_client wrong(context.get_executor(), options().api_version("1999-01-01"));
    const auto refused = run(wrong.create_user());
    CHECK(refused.error() == errc::unsupported_api_version);
}

TEST_CASE_FIXTURE(client_fixture, "client: endpoint and key, a name instead of an address")
{
    const std::string endpoint = "https://localhost:" + std::to_string(server.port());
    auto by_name = client_options::with_access_key(endpoint, server.access_key()).value();
    by_name.ca_file(server.ca_file()).time(clock);
    identity_client client(context.get_executor(), by_name);
    CHECK(run(client.create_user()).has_value());
}

TEST_CASE("client: plain http on loopback")
{
    client_fixture fixture(emulator_options().tls(false));
    CHECK(fixture.server.endpoint().starts_with("http://"));
    identity_client client(fixture.context.get_executor(), fixture.options());
    const auto user = fixture.run(client.create_user()).value();
    CHECK(fixture.run(client.get_token(user, scope::chat)).has_value());
    CHECK(fixture.connections_opened() == 1);
}

TEST_CASE_FIXTURE(client_fixture, "client: the access key is replaced at run time")
{
    auto wrong_key = client_options::with_access_key(server.endpoint(), secret("d3Jvbmc=")).value();
    wrong_key.ca_file(server.ca_file()).time(clock);
    const auto key = wrong_key.access_key();
    identity_client client(context.get_executor(), wrong_key);
    CHECK(run(client.create_user()).error() == errc::authentication_failed);
    REQUIRE(key->update(server.access_key()).has_value());
    CHECK(run(client.create_user()).has_value());
}

namespace {

// A source of bearer tokens that counts.
struct token_source
{
    client_fixture& fixture;
    int asked = 0;
    std::string audience = "https://communication.azure.com/";
};

boost::asio::awaitable<result<access_token>> next_token(token_source& source)
{
    ++source.asked;
    const auto minted =
        source.fixture.post("entra-token", R"({"audience":")" + source.audience + R"(","seconds":3600})");
    co_return access_token(
        secret(std::string_view(minted.at("token").as_string())), source.fixture.clock->now_utc() + 1h);
}

} // namespace

TEST_CASE_FIXTURE(
    client_fixture, "client: bearer tokens from a coroutine, reused, and renewed ahead of their end")
{
    token_source source{*this};
    const auto credential = std::make_shared<bearer_credential>([&source] { return next_token(source); });
    auto by_token = client_options::with_credential(server.endpoint(), credential).value();
    by_token.ca_file(server.ca_file()).time(clock);
    identity_client client(context.get_executor(), by_token);
    CHECK(run(client.create_user()).has_value());
    CHECK(run(client.create_user()).has_value());
    CHECK(source.asked == 1);
    clock->advance(41min); // renewals begin at 0.70 to 0.85 of the life
    CHECK(run(client.create_user()).has_value());
    CHECK(source.asked == 1);
    clock->advance(11min);
    CHECK(run(client.create_user()).has_value());
    settle();
    CHECK(source.asked == 2);

    // A token that the service refuses is forgotten.
    source.audience = "https://elsewhere.example/";
    clock->advance(61min); // the old one would be used while the new one is got
    CHECK(run(client.create_user()).error() == errc::authentication_failed);
    source.audience = "https://communication.azure.com/";
    CHECK(run(client.create_user()).has_value());
    CHECK(source.asked == 4);
}

TEST_CASE_FIXTURE(client_fixture, "client: the pool keeps to its bound and reuses connections")
{
    identity_client client(context.get_executor(), options().max_connections(3));
    std::vector<std::shared_ptr<pending<communication_user>>> calls;
    for (int i = 0; i < 40; ++i)
        calls.push_back(start(client.create_user()));
    run_until([&] {
        return std::all_of(calls.begin(), calls.end(), [](const auto& call) { return call->done(); });
    });
    for (const auto& call : calls)
        CHECK(call->result->has_value());
    CHECK(connections_opened() == 3);
    CHECK(requests() == 40);

    // Idle for too long: a fresh connection.
    clock->advance(61s);
    CHECK(run(client.create_user()).has_value());
    CHECK(connections_opened() == 4);
}

TEST_CASE_FIXTURE(client_fixture, "client: a quota delays calls, and what would come too late fails at once")
{
    auto limited = options().quota(quota::uniform(rate{0.1, 2}));
    identity_client client(context.get_executor(), limited);
    std::vector<std::shared_ptr<pending<communication_user>>> calls;
    for (int i = 0; i < 8; ++i)
        calls.push_back(start(client.create_user())); // due after 0, 0, 10, 20 ... 60 s
    run_until([&] { return calls[0]->done() && calls[1]->done() && calls[7]->done(); });
    CHECK(requests() == 2);
    const auto late = calls[7]->result->error();
    CHECK(late == errc::overloaded);
    CHECK(late.attempts() == 0);
    for (int i = 2; i < 7; ++i) {
        CHECK_FALSE(calls[static_cast<std::size_t>(i)]->done());
        clock->advance(10s);
        run_until([&] { return calls[static_cast<std::size_t>(i)]->done(); });
        CHECK(calls[static_cast<std::size_t>(i)]->result->has_value());
        CHECK(requests() == i + 1);
    }
}
