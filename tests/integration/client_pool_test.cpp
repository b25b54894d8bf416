#include "client_fixture.hpp"

#include <doctest/doctest.h>

#include <atomic>

using namespace acs;
using namespace std::chrono_literals;
namespace asio = boost::asio;

namespace {

// Counts how often it signs.
class counting_credential final : public credential
{
public:
    explicit counting_credential(std::shared_ptr<credential> with) : with_(std::move(with)) {}

    bool is_ready(wall_time now) const noexcept override { return with_->is_ready(now); }
    asio::awaitable<result<void>> prepare(std::shared_ptr<time_source> time) override
    {
        return with_->prepare(std::move(time));
    }
    result<void> authorise(outgoing_request& request) const override
    {
        ++signatures_;
        return with_->authorise(request);
    }

    int signatures() const { return signatures_; }

private:
    std::shared_ptr<credential> with_;
    mutable std::atomic<int> signatures_ = 0;
};

} // namespace

TEST_CASE_FIXTURE(client_fixture, "pool: a waiter that was cancelled leaves its place to the one behind it")
{
    identity_client client(context.get_executor(), options().max_connections(1).max_retries(0));
    const auto user = run(client.create_user()).value();
    fault(R"({"kind":"hang","times":1})");
    const auto holder = start(client.get_token(user, scope::chat));
    run_until([&] { return requests() == 2; });
    const auto first = start(client.get_token(user, scope::chat));
    const auto second = start(client.get_token(user, scope::chat));
    const auto third = start(client.get_token(user, scope::chat));
    settle();
    CHECK(requests() == 2);
    CHECK(clock->pending() == 1); // one for all the client's calls
    first->cancel.emit(asio::cancellation_type::terminal);
    run_until([&] { return first->done(); });
    CHECK(first->result->error() == errc::canceled);
    settle();
    CHECK_FALSE(second->done());
    clock->advance(20s); // the holder's response timeout
    run_until([&] { return holder->done() && second->done() && third->done(); });
    CHECK(holder->result->error() == errc::response_timeout);
    CHECK(second->result->has_value());
    CHECK(third->result->has_value());
    CHECK(connections_opened() == 2); // the holder's is lost; the others share one
}

TEST_CASE_FIXTURE(client_fixture, "pool: every waiter may be cancelled, and the place is not lost")
{
    identity_client client(context.get_executor(), options().max_connections(1).max_retries(0));
    const auto user = run(client.create_user()).value();
    fault(R"({"kind":"hang","times":1})");
    const auto holder = start(client.get_token(user, scope::chat));
    run_until([&] { return requests() == 2; });
    std::vector<std::shared_ptr<pending<access_token>>> waiters;
    for (int i = 0; i < 5; ++i)
        waiters.push_back(start(client.get_token(user, scope::chat)));
    settle();
    for (const auto& waiter : waiters)
        waiter->cancel.emit(asio::cancellation_type::terminal);
    holder->cancel.emit(asio::cancellation_type::terminal); // at the same time
    run_until([&] { return holder->done(); });
    settle();
    for (const auto& waiter : waiters) {
        REQUIRE(waiter->done());
        CHECK(waiter->result->error() == errc::canceled);
    }
    CHECK(run(client.get_token(user, scope::chat)).has_value());
    settle();
    CHECK(clock->pending() == 0);
}

TEST_CASE_FIXTURE(client_fixture, "pool: a connection that was closed while it idled is replaced")
{
    identity_client client(context.get_executor(), options().max_retries(0));
    const auto user = run(client.create_user()).value();
    fault(R"({"kind":"silent_close"})");
    for (int i = 0; i < 20; ++i) {
        const auto token = run(client.get_token(user, scope::chat));
        CAPTURE(token.has_error() ? token.error().message() : "");
        REQUIRE(token.has_value());
    }
    CHECK(run(client.revoke_tokens(user)).has_value());
}

TEST_CASE_FIXTURE(
    client_fixture, "pool: a reused connection that breaks without an answer is replaced, and costs no retry")
{
    const auto key = std::make_shared<counting_credential>(options().credential());
    auto made = client_options::with_credential(server.endpoint(), key).value();
    made.ca_file(server.ca_file()).time(clock).max_retries(0).max_connections(1);
    identity_client client(context.get_executor(), made.quota(quota::uniform(rate{1.0 / 60, 7})));
    const auto user = run(client.create_user()).value();
    for (const char* rule : {R"({"kind":"close","times":1})", R"({"kind":"reset_before","times":1})"}) {
        CAPTURE(rule);
        const auto requests_before = requests();
        const auto opened_before = connections_opened();
        const int signatures_before = key->signatures();
        fault(rule);
        CHECK(run(client.get_token(user, scope::chat)).has_value()); // time stands still: there is no wait
        CHECK(requests() == requests_before + 2);
        CHECK(connections_opened() == opened_before + 1);
        CHECK(key->signatures() == signatures_before + 2);
        const auto entries = get("journal?last=2").at("entries").as_array();
        CHECK(entries.at(0).at("requestId") == entries.at(1).at("requestId"));
        CHECK(entries.at(1).at("status") == 200);
        for (const auto& entry : entries)
            CHECK(entry.at("reason").is_null());
    }

    // The new connection may break as well. It was never used, so that this is a failure.
    fault(R"({"kind":"close","times":2})");
    const auto why = run(client.get_token(user, scope::chat)).error();
    CHECK(why == errc::connection_lost);
    CHECK(why.attempts() == 2);

    // Six of the seven permits are gone, one for each attempt.
    CHECK(run(client.get_token(user, scope::chat)).has_value());
    const auto late = run(client.get_token(user, scope::chat, call_options().deadline(59s))).error();
    CHECK(late == errc::overloaded);
}
