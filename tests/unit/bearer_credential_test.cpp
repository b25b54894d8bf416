#include "pipeline/request_writer.hpp"
#include "wire/operations.hpp"

#include <doctest/doctest.h>

#include <acs/bearer_credential.hpp>
#include <acs/manual_clock.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

using namespace acs;
using namespace std::chrono_literals;
namespace asio = boost::asio;

namespace {

// A credential whose source yields token-1, token-2 and so on, each good for an hour.
struct fixture
{
    std::shared_ptr<manual_clock> clock = std::make_shared<manual_clock>();
    int yielded = 0;
    bearer_credential credential{[this] {
        return next();
    }};

    asio::awaitable<result<access_token>> next()
    {
        ++yielded;
        co_return access_token(secret("token-" + std::to_string(yielded)), clock->now_utc() + 1h);
    }

    void prepare()
    {
        asio::io_context context;
        bool prepared = false;
        asio::co_spawn(context, credential.prepare(clock), [&](std::exception_ptr thrown, result<void> done) {
            prepared = !thrown && done.has_value();
        });
        context.run();
        REQUIRE(prepared);
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
    prepare(); // as another call did meanwhile
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

TEST_CASE_FIXTURE(fixture, "bearer credential: a token is renewed two minutes before it expires")
{
    prepare();
    clock->advance(58min - 1s);
    CHECK(is_ready());
    clock->advance(1s);
    CHECK_FALSE(is_ready());
    CHECK(authorization() == "Bearer token-1"); // still good for a request whose retry is due
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
