#include "client_fixture.hpp"

#include <acs/observer.hpp>
#include <acs/token_cache.hpp>

#include <doctest/doctest.h>

#include <atomic>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/thread_pool.hpp>
#include <stdexcept>
#include <thread>
#include <vector>

using namespace acs;
using namespace std::chrono_literals;

namespace {

struct fixture : client_fixture
{
    call_options recording(std::string request_id = {})
    {
        return call_options()
            .request_id(std::move(request_id))
            .on_response([this](const raw_response& answer) { seen.push_back(answer); });
    }
    int last_status() const { return seen.empty() ? 0 : seen.back().status(); }

    identity_client client{context.get_executor(), options().api_version("2025-03-02-preview")};
    std::vector<raw_response> seen;
};

} // namespace

TEST_CASE_FIXTURE(fixture, "raw response: of every operation, once")
{
    std::size_t calls = 0;
    const auto told = [&](int status) {
        return seen.size() == ++calls && last_status() == status;
    };
    const auto user = run(client.create_user(recording("mine-1"))).value();
    CHECK(told(201));
    CHECK(seen.back().request_id() == "mine-1");
    CHECK(seen.back().find("content-type").value_or("").starts_with("application/json"));
    CHECK(seen.back().find("X-MS-CLIENT-REQUEST-ID") == "mine-1");
    CHECK(seen.back().headers().size() > 3);
    CHECK(run(client.create_user("alice", recording())).has_value());
    CHECK(told(201));
    CHECK_FALSE(seen.back().request_id().empty());
    CHECK(run(client.create_user_and_token(scope::chat, recording())).has_value());
    CHECK(told(201));
    CHECK(run(client.create_user_and_token("alice", scope::chat, 60min, recording())).has_value());
    CHECK(told(201));
    CHECK(run(client.get_user(user, recording())).has_value());
    CHECK(told(200));
    CHECK(run(client.get_token(user, scope::chat, recording())).has_value());
    CHECK(told(200));
    CHECK(run(client.get_token(user, scope::chat, 60min, recording())).has_value());
    CHECK(told(200));
    CHECK(run(client.revoke_tokens(user, recording())).has_value());
    CHECK(told(204));
    CHECK(run(client.delete_user(user, recording())).has_value());
    CHECK(told(204));
    const std::string tenant = "c70d068c-2f32-484d-9455-73070cd5aadd";
    const std::string object = "b27b64b9-39d2-44a3-869d-67700b74e805";
    const auto person = teams_extension_principal::user();
    CHECK(run(client.set_teams_extension_assignment(tenant, object, person, recording())).has_value());
    CHECK(told(201));
    CHECK(run(client.set_teams_extension_assignment(tenant, object, person, recording())).has_value());
    CHECK(told(200));
    CHECK(run(client.get_teams_extension_assignment(tenant, object, recording())).has_value());
    CHECK(told(200));
    CHECK(run(client.delete_teams_extension_assignment(tenant, object, recording())).has_value());
    CHECK(told(204));
    // Errors too.
    CHECK(run(client.get_token_for_entra_user(secret("no-token"), recording())).has_error());
    CHECK(told(401));
    CHECK(run(client.get_token_for_teams_extension_user(secret("no-token"), recording())).has_error());
    CHECK(told(401));
    CHECK(run(client.get_token_for_teams_user(
                  secret("no-token"), "2c3e1e83-8fd7-4615-ad2b-b8c1229845ac",
                  "32c0a5db-05ec-78ea-51ab-3f06b329397e", recording()))
              .has_error());
    CHECK(told(401));
    CHECK(run(client.get_token(user, scope::chat, recording())).error() == errc::identity_not_found);
    CHECK(told(404));
}

TEST_CASE_FIXTURE(fixture, "raw response: the final answer, not those before it")
{
    const auto user = run(client.create_user()).value();
    fault(R"({"kind":"status","status":503,"times":2,"headers":{"X-Number":"one"}})");
    CHECK(run_through_time(client.get_token(user, scope::chat, recording())).has_value());
    REQUIRE(seen.size() == 1);
    CHECK(last_status() == 200);
    CHECK_FALSE(seen.back().find("X-Number").has_value());

    fault(R"({"kind":"status","status":503,"headers":{"X-Number":"two"}})");
    const auto failed = run_through_time(client.get_token(user, scope::chat, recording()));
    CHECK(failed.error() == errc::service_unavailable);
    REQUIRE(seen.size() == 2);
    CHECK(last_status() == 503);
    CHECK(seen.back().find("x-number") == "two");
    CHECK(seen.back().request_id() == failed.error().request_id());

    // While the call waits to try again: the last answer was its last word.
    bool waits = false;
    const auto listener = std::make_shared<observer>();
    listener->retry_scheduled = [&](const retry_scheduled_event&) {
        waits = true;
    };
    identity_client observed(context.get_executor(), options().observer(listener));
    const auto waiting = start(observed.get_token(user, scope::chat, recording()));
    run_until([&] { return waits; });
    settle();
    waiting->cancel.emit(boost::asio::cancellation_type::terminal);
    run_until([&] { return waiting->done(); });
    CHECK(waiting->result->error() == errc::canceled);
    REQUIRE(seen.size() == 3);
    CHECK(last_status() == 503);
}

TEST_CASE_FIXTURE(fixture, "raw response: none without a complete answer to the last attempt")
{
    const auto user = run(client.create_user()).value();
    fault(R"([{"kind":"status","status":503,"times":1},{"kind":"reset_before","skip":1}])");
    const auto lost = run_through_time(client.get_token(user, scope::chat, recording().max_retries(1)));
    CHECK(lost.error() == errc::connection_lost);
    CHECK(run(client.get_token(user, scope_set(), recording())).error() == errc::no_scopes);
    CHECK(run(client.get_token(user, scope::chat, recording("bad id"))).error() == errc::invalid_argument);
    CHECK(seen.empty());
}

TEST_CASE_FIXTURE(fixture, "raw response: an answer that is not understood is shown")
{
    const auto user = run(client.create_user()).value();
    fault(R"({"kind":"garbage"})");
    CHECK(run(client.get_token(user, scope::chat, recording())).error() == errc::malformed_response);
    REQUIRE(seen.size() == 1);
    CHECK(last_status() == 200);
}

TEST_CASE_FIXTURE(fixture, "raw response: what the callback throws is not the call's")
{
    const std::uint64_t before = observer_exceptions();
    int handed_over = 0;
    const auto listener = std::make_shared<observer>();
    listener->callback_threw = [&](const std::exception_ptr&) {
        ++handed_over;
    };
    identity_client observed(context.get_executor(), options().observer(listener));
    const auto throwing =
        call_options().on_response([](const raw_response&) { throw std::runtime_error("of the callback"); });
    const auto user = run(observed.create_user(throwing));
    REQUIRE(user.has_value());
    CHECK(run(observed.delete_user(communication_user("nonsense"), throwing)).has_error());
    CHECK(handed_over == 2);
    CHECK(run(client.delete_user(*user, throwing)).has_value());
    CHECK(observer_exceptions() == before + 3);
}

TEST_CASE_FIXTURE(fixture, "raw response: before the result, on the executor of the awaiting coroutine")
{
    boost::asio::thread_pool home(1);
    std::thread::id seen_on, home_is;
    bool first = false;
    std::atomic<bool> done = false;
    const auto noting = call_options().on_response([&](const raw_response&) {
        seen_on = std::this_thread::get_id();
        first = !done;
    });
    boost::asio::co_spawn(
        home, client.create_user(noting), [&](std::exception_ptr, result<communication_user>) {
            home_is = std::this_thread::get_id();
            done = true;
        });
    run_until([&] { return done.load(); });
    home.join();
    CHECK(first);
    CHECK(seen_on == home_is);
    CHECK_FALSE(seen_on == std::this_thread::get_id());
}

TEST_CASE_FIXTURE(fixture, "raw response: through the cache")
{
    const auto user = run(client.create_user()).value();
    token_cache cache(client, token_cache_options());
    CHECK(run(cache.revoke(user, recording())).has_value());
    REQUIRE(seen.size() == 1);
    CHECK(last_status() == 204);
    CHECK(run(cache.remove(user, recording("mine-2"))).has_value());
    REQUIRE(seen.size() == 2);
    CHECK(seen.back().request_id() == "mine-2");
}
