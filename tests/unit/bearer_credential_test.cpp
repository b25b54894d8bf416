#include "pipeline/request_writer.hpp"
#include "wire/make_error.hpp"
#include "wire/operations.hpp"

#include <doctest/doctest.h>

#include <acs/bearer_credential.hpp>
#include <acs/manual_clock.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <optional>
#include <stdexcept>

using namespace acs;
using namespace std::chrono_literals;
namespace asio = boost::asio;

namespace {

asio::awaitable<result<access_token>> never()
{
    asio::steady_timer timer(co_await asio::this_coro::executor, asio::steady_timer::time_point::max());
    co_await timer.async_wait(asio::use_awaitable);
    co_return error(errc::internal);
}

// A credential whose source yields token-1, token-2 and so on, each good for an hour, or what `next` says.
struct fixture
{
    std::shared_ptr<manual_clock> clock = std::make_shared<manual_clock>();
    int yielded = 0;
    bool throws = false;
    std::optional<result<access_token>> instead;
    std::vector<entra_token_request> requests; // of the second credential
    bearer_credential credential{[this] {
        return next();
    }};
    bearer_credential asking{[this](entra_token_request request) {
        requests.push_back(std::move(request));
        return next();
    }};

    asio::awaitable<result<access_token>> next()
    {
        ++yielded;
        if (throws)
            throw std::runtime_error("no way");
        if (instead)
            co_return *instead;
        co_return access_token(secret("token-" + std::to_string(yielded)), clock->now_utc() + 1h);
    }

    // Runs them together to their end.
    std::vector<result<void>> prepare(int count) { return prepare(count, credential); }
    std::vector<result<void>> prepare(int count, bearer_credential& what)
    {
        asio::io_context context;
        std::vector<result<void>> ended;
        for (int i = 0; i < count; ++i)
            asio::co_spawn(context, what.prepare(clock), [&](std::exception_ptr thrown, result<void> done) {
                REQUIRE_FALSE(thrown);
                ended.push_back(std::move(done));
            });
        context.run();
        REQUIRE(ended.size() == static_cast<std::size_t>(count));
        return ended;
    }
    void prepare() { REQUIRE(prepare(1).front().has_value()); }
    error failure() { return prepare(1).front().error(); }

    result<access_token> get(bearer_credential& from, entra_token_request request)
    {
        asio::io_context context;
        result<access_token> got{error(errc::internal)};
        asio::co_spawn(
            context, from.get_token(std::move(request)),
            [&](std::exception_ptr thrown, result<access_token> token) {
                REQUIRE_FALSE(thrown);
                got = std::move(token);
            });
        context.run();
        return got;
    }

    // The value of the header that a request now gets.
    std::string authorization() const
    {
        const pipeline::request_writer::common_headers common{"h", "a"};
        const auto request = wire::create_user_request("v");
        pipeline::request_writer writer(request, common, "i", clock->now_utc());
        REQUIRE(credential.authorise(writer).has_value());
        return std::string(writer.authorization());
    }

    bool is_ready() const { return credential.is_ready(clock->now_utc()); }
};

} // namespace

TEST_CASE_FIXTURE(fixture, "bearer credential: the rejected token goes, a newer one stays")
{
    CHECK_FALSE(is_ready());
    prepare();
    const std::string old = authorization();
    CHECK(old == "Bearer token-1");
    CHECK(is_ready());
    // Before its renewal is due nobody gets another one, so that one has to come first.
    clock->advance(52min);
    prepare();
    credential.rejected(old);
    CHECK(is_ready());
    CHECK(authorization() == "Bearer token-2");
    for (const char* other : {"", "Bearer ", "Bearer token-", "Bearer token-20", "HMAC-SHA256 x"})
        credential.rejected(other);
    CHECK(is_ready());
    credential.rejected(authorization());
    CHECK_FALSE(is_ready());
    credential.rejected("Bearer token-2"); // and nothing happens the second time
    prepare();
    CHECK(authorization() == "Bearer token-3");
}

TEST_CASE_FIXTURE(fixture, "bearer credential: a token is renewed ahead, between 0.70 and 0.85 of its life")
{
    prepare();
    clock->advance(41min);
    CHECK(is_ready());
    clock->advance(11min);
    CHECK_FALSE(is_ready());
    CHECK(authorization() == "Bearer token-1"); // still good for a request whose retry is due
    // The renewal fails: the old token is used, and nobody hears of it.
    instead = result<access_token>(error(errc::internal));
    prepare();
    CHECK(yielded == 2);
    CHECK(is_ready()); // that is tried again later
    CHECK(authorization() == "Bearer token-1");
    instead.reset();
    clock->advance(7min);
    CHECK_FALSE(is_ready());
    prepare();
    CHECK(authorization() == "Bearer token-3");
    CHECK(is_ready());
}

TEST_CASE_FIXTURE(fixture, "bearer credential: all who need the token at a time get one")
{
    for (const auto& ended : prepare(20))
        CHECK(ended.has_value());
    CHECK(yielded == 1);
}

TEST_CASE_FIXTURE(fixture, "bearer credential: what the coroutine says or throws is told, and not remembered")
{
    instead = wire::make_error(errc::credential_failed, "the vault is closed");
    CHECK(failure() == errc::credential_failed);
    CHECK(failure().details().what == "BearerCredential: the vault is closed");
    instead = wire::make_error(errc::credential_unavailable, "there is no vault");
    CHECK(failure() == errc::credential_unavailable);
    instead = result<access_token>(access_token());
    CHECK(failure() == errc::credential_failed);
    instead = access_token(secret("old"), clock->now_utc());
    CHECK(failure() == errc::credential_failed);
    instead.reset();
    throws = true;
    CHECK(failure().details().what == "BearerCredential: no way");
    throws = false;
    prepare();
    CHECK(authorization() == "Bearer token-7");
}

TEST_CASE_FIXTURE(fixture, "bearer credential: without a source it is not configured")
{
    bearer_credential empty{bearer_credential::token_source()};
    CHECK(get(empty, entra_token_request()).error() == errc::credential_unavailable);
    bearer_credential empty_too{bearer_credential::request_source()};
    CHECK(get(empty_too, entra_token_request()).error() == errc::credential_unavailable);
}

TEST_CASE_FIXTURE(fixture, "bearer credential: a source that takes requests gets scopes and claims")
{
    REQUIRE(prepare(1, asking).front().has_value()); // also tells it the time
    REQUIRE(get(asking, entra_token_request()).has_value());
    REQUIRE(get(asking, entra_token_request({"a", "b"})).has_value());
    entra_token_request with_claims;
    with_claims.claims("{}");
    REQUIRE(get(asking, with_claims).has_value());
    REQUIRE(requests.size() == 3);
    CHECK(requests[0].scopes() == std::vector<std::string>{entra_token_request::service_scope});
    CHECK(requests[0].claims().empty());
    CHECK(requests[1].scopes() == std::vector<std::string>{"a", "b"});
    CHECK(requests[2].claims() == "{}");
    // One that doesn't can't know which token is meant.
    CHECK(get(credential, entra_token_request({"a"})).error() == errc::credential_failed);
    CHECK(yielded == 3);
}

TEST_CASE_FIXTURE(fixture, "bearer credential: the secret part of the header is the token")
{
    prepare();
    const pipeline::request_writer::common_headers common{"h", "a"};
    const auto request = wire::create_user_request("v");
    pipeline::request_writer writer(request, common, "i", clock->now_utc());
    REQUIRE(credential.authorise(writer).has_value());
    CHECK(writer.authorization_secret() == "token-1");
}

TEST_CASE("bearer credential: one that takes too long is named")
{
    const auto clock = std::make_shared<manual_clock>();
    asio::io_context context;
    bearer_credential slow([]() -> asio::awaitable<result<access_token>> { return never(); });
    std::optional<error> why;
    asio::co_spawn(context, slow.prepare(clock), [&](std::exception_ptr, const result<void>& done) {
        why = done.error();
    });
    context.poll();
    clock->advance(60s);
    context.poll();
    REQUIRE(why.has_value());
    CHECK(*why == errc::deadline_exceeded);
    CHECK(why->details().what == "BearerCredential: waiting for a new token");
}
