#include "client_fixture.hpp"

#include <doctest/doctest.h>

using namespace acs;
using namespace std::chrono_literals;
namespace asio = boost::asio;

namespace {

// A source of tokens of the test's own: bearer-token-1, bearer-token-2 and so on.
struct fixture : client_fixture
{
    int yielded = 0;
    std::shared_ptr<bearer_credential> credential =
        std::make_shared<bearer_credential>([this] { return next(); });
    client_options made = client_options::with_credential(server.endpoint(), credential)
                              .value()
                              .ca_file(server.ca_file())
                              .time(clock);
    identity_client client{context.get_executor(), made};

    asio::awaitable<result<access_token>> next()
    {
        ++yielded;
        co_return access_token(secret("bearer-token-" + std::to_string(yielded)), clock->now_utc() + 1h);
    }
};

} // namespace

TEST_CASE_FIXTURE(fixture, "bearer: a token that the service repeats does not reach the error's text")
{
    fault(R"({"kind":"status","status":401,"code":"bearer-token-1",
              "message":"the token 'bearer-token-1' is not for this audience [Bearer bearer-token-1]"})");
    const auto why = run(client.create_user()).error();
    CHECK(why == errc::authentication_failed);
    CHECK(why.http_status() == 401);
    CHECK(why.message().find("bearer-token-1") == std::string::npos);
    CHECK(why.service().message == "the token 'REDACTED' is not for this audience [Bearer REDACTED]");
    CHECK(why.service().code == "REDACTED");
}

TEST_CASE_FIXTURE(fixture, "bearer: a refused token is not used again")
{
    fault(R"({"kind":"status","status":401,"times":2})");
    CHECK(run(client.create_user()).error() == errc::authentication_failed);
    CHECK(yielded == 1);
    CHECK_FALSE(credential->is_ready(clock->now_utc()));
    CHECK(run(client.create_user()).error() == errc::authentication_failed);
    CHECK(yielded == 2);
}

TEST_CASE_FIXTURE(fixture, "bearer: the refusal of an old token does not cost the new one")
{
    fault(R"([{"kind":"delay","milliseconds":1000,"times":1},{"kind":"status","status":401,"times":2}])");
    const auto slow = start(client.create_user());
    run_until([&] { return requests() == 1; });
    CHECK(run(client.create_user()).error() == errc::authentication_failed); // token 1 is forgotten
    fault(R"({"kind":"status","status":500,"times":1})");
    CHECK(run(client.create_user()).error() == errc::outcome_unknown); // with token 2
    CHECK(yielded == 2);
    run_until([&] { return slow->done() || (requests() >= 0 && (clock->advance(1s), false)); });
    CHECK(slow->result->error() == errc::authentication_failed); // of token 1
    CHECK(credential->is_ready(clock->now_utc()));
}
