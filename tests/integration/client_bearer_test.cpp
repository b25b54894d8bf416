#include "client_fixture.hpp"

#include <doctest/doctest.h>

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <optional>
#include <stdexcept>

using namespace acs;
using namespace std::chrono_literals;
namespace asio = boost::asio;

namespace {

// A source of tokens of the test's own: bearer-token-1, bearer-token-2 and so on.
struct fixture : client_fixture
{
    int yielded = 0;
    bool throws = false;
    std::optional<result<access_token>> instead;
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
        if (throws)
            throw std::runtime_error("no way");
        if (instead)
            co_return *instead;
        co_return access_token(secret("bearer-token-" + std::to_string(yielded)), clock->now_utc() + 1h);
    }
};

// Its token is taken away by somebody else just before it is used, so many times.
class robbed_credential final : public credential
{
public:
    explicit robbed_credential(int times) : left_(times) {}

    bool is_ready(wall_time) const noexcept override { return has_it_; }
    asio::awaitable<result<void>> prepare(std::shared_ptr<time_source>) override
    {
        ++prepared;
        has_it_ = true;
        co_return result<void>();
    }
    result<void> authorise(outgoing_request& request) const override
    {
        if (left_ > 0) {
            --left_;
            has_it_ = false;
            return error(errc::credential_failed);
        }
        request.add_header("Authorization", "Bearer t");
        return {};
    }

    int prepared = 0;

private:
    mutable int left_;
    mutable bool has_it_ = false;
};

// Always says the same.
class failing_credential final : public credential
{
public:
    explicit failing_credential(error said) : said_(std::move(said)) {}

    bool is_ready(wall_time) const noexcept override { return false; }
    asio::awaitable<result<void>> prepare(std::shared_ptr<time_source>) override { co_return said_; }
    result<void> authorise(outgoing_request&) const override { return said_; }

private:
    const error said_;
};

// Never ends by itself.
asio::awaitable<result<access_token>> wait(int& begun)
{
    ++begun;
    asio::steady_timer timer(co_await asio::this_coro::executor, asio::steady_timer::time_point::max());
    co_await timer.async_wait(asio::use_awaitable);
    co_return error(errc::internal);
}

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

TEST_CASE_FIXTURE(
    fixture, "bearer: what the coroutine says, throws or yields instead of a token fails the call")
{
    const auto says = [this](const char* words) {
        const auto why = run(client.create_user()).error();
        CHECK(why == errc::credential_failed);
        INFO(why.message());
        CHECK(why.message().find(words) != std::string::npos);
    };
    throws = true;
    says("no way");
    throws = false;
    error_details details;
    details.what = "the vault is closed";
    instead = error(errc::internal, details);
    says("the vault is closed");
    instead = result<access_token>(access_token());
    says("no token");
    instead = access_token(secret("old"), clock->now_utc() - 1s);
    says("expired");
    CHECK(requests() == 0);
    CHECK(yielded == 4);
}

TEST_CASE_FIXTURE(fixture, "bearer: calls of several clients at a time share one token")
{
    fault(R"({"kind":"status","status":500})");
    identity_client other(context.get_executor(), made);
    const auto first = start(client.create_user());
    const auto second = start(other.create_user());
    run_until([&] { return first->done() && second->done(); });
    CHECK(first->result->error() == errc::outcome_unknown);
    CHECK(second->result->error() == errc::outcome_unknown);
    CHECK(yielded == 1);
}

TEST_CASE_FIXTURE(fixture, "bearer: a call that is cancelled or too late leaves the coroutine to the others")
{
    int begun = 0;
    auto slow = std::make_shared<bearer_credential>([&begun] { return wait(begun); });
    auto by_slow = client_options::with_credential(server.endpoint(), slow).value();
    identity_client waiting(context.get_executor(), by_slow.ca_file(server.ca_file()).time(clock));
    const auto cancelled = start(waiting.create_user());
    const auto late = start(waiting.create_user(call_options().deadline(10s)));
    const auto patient = start(waiting.create_user(call_options().deadline(5min)));
    run_until([&] { return begun == 1; });
    cancelled->cancel.emit(asio::cancellation_type::terminal);
    run_until([&] { return cancelled->done(); });
    CHECK(cancelled->result->error() == errc::canceled);
    clock->advance(10s);
    run_until([&] { return late->done(); });
    CHECK(late->result->error() == errc::deadline_exceeded);
    CHECK_FALSE(patient->done());
    clock->advance(50s); // the limit of the coroutine itself
    run_until([&] { return patient->done(); });
    CHECK(patient->result->error() == errc::deadline_exceeded);
    CHECK(patient->result->error().message().starts_with(
        "the credential's deadline passed: BearerCredential: waiting for a new token; request id "));
    CHECK(late->result->error().message().starts_with(
        "the call's deadline passed: waiting for the credential"));
    CHECK(begun == 1);
}

TEST_CASE_FIXTURE(fixture, "bearer: a claims challenge is answered once, by asking the coroutine again")
{
    fault(R"({"kind":"status","status":401,"headers":{"WWW-Authenticate":
              "Bearer realm=\"\", error=\"insufficient_claims\", claims=\"eyJhIjoxfQ==\""}})");
    const auto why = run(client.create_user()).error();
    CHECK(why == errc::authentication_failed);
    CHECK(why.details().what == R"(the service wants a token with other claims: {"a":1})");
    CHECK(why.message().find("managed identities and the Azure CLI can't") != std::string::npos);
    CHECK(yielded == 2);
    CHECK(requests() == 2);
}

TEST_CASE_FIXTURE(fixture, "bearer: what to look at after a refusal")
{
    fault(R"({"kind":"status","status":401,"times":1})");
    const auto refused = run(client.create_user()).error();
    CHECK(refused == errc::authentication_failed);
    for (const char* part : {"https://communication.azure.com//.default", "expired", "Contributor"})
        CHECK(refused.message().find(part) != std::string::npos);
    CHECK(refused.message().find("access key") == std::string::npos);
    // The claims repeat the token: {"a":"bearer-token-3"}.
    fault(R"({"kind":"status","status":401,"times":2,"headers":{"WWW-Authenticate":
              "Bearer error=\"insufficient_claims\", claims=\"eyJhIjoiYmVhcmVyLXRva2VuLTMifQ==\""}})");
    const auto asked = run(client.create_user()).error();
    CHECK(asked.details().what == R"(the service wants a token with other claims: {"a":"REDACTED"})");
    fault(R"({"kind":"status","status":403,"times":1})");
    const auto forbidden = run(client.create_user()).error();
    CHECK(forbidden == errc::forbidden);
    CHECK(forbidden.message().find("Contributor") != std::string::npos);
}

TEST_CASE_FIXTURE(client_fixture, "credential: what a user's own one says is told as its own")
{
    const auto failure_of = [this](error said) {
        auto by = client_options::with_credential(
                      server.endpoint(), std::make_shared<failing_credential>(std::move(said)))
                      .value();
        identity_client client(context.get_executor(), by.ca_file(server.ca_file()).time(clock));
        return run(client.create_user()).error();
    };
    error_details details;
    details.what = "the vault";
    details.http_status = 503;
    for (const errc code : {errc::deadline_exceeded, errc::client_stopped}) {
        const auto ended = failure_of(error(code, details));
        CHECK(ended == code);
        CHECK(ended.message().starts_with("the credential"));
        CHECK(ended.message().find(": the vault; HTTP status 503; request id") != std::string::npos);
    }
    const auto down = failure_of(error(errc::service_unavailable, details));
    CHECK(down == errc::credential_failed);
    CHECK(down.details().what == "the service failed: the vault");
    CHECK(down.message().ends_with("Next: try again later"));
    CHECK(
        failure_of(errc::credential_failed).details().what ==
        "it gave the error credential_failed, without text");
    CHECK(failure_of(errc::credential_unavailable) == errc::credential_unavailable);
    CHECK(failure_of(errc::canceled) == errc::credential_failed);
}

TEST_CASE_FIXTURE(
    client_fixture, "bearer: a token that another call's refusal took away is got again, but not for ever")
{
    for (const int times : {1, 3, 4}) {
        CAPTURE(times);
        const auto robbed = std::make_shared<robbed_credential>(times);
        auto with = client_options::with_credential(server.endpoint(), robbed).value();
        identity_client client(context.get_executor(), with.ca_file(server.ca_file()).time(clock));
        const auto before = requests();
        const auto why = run(client.create_user()).error();
        CHECK(why == (times < 4 ? errc::authentication_failed : errc::credential_failed));
        CHECK(why.attempts() == 1);
        CHECK(robbed->prepared == (times < 4 ? times + 1 : times));
        CHECK(requests() - before == (times < 4 ? 1 : 0));
    }
}
