#include "client_fixture.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

using namespace acs;
using namespace std::chrono_literals;
namespace asio = boost::asio;

namespace {

using calls = std::vector<std::shared_ptr<pending<access_token>>>;

// One permit a second, and the first one is used up.
struct fixture : client_fixture
{
    quota shared = quota::uniform(rate{1, 1});
    std::optional<identity_client> client{
        std::in_place, context.get_executor(), options().quota(shared).max_retries(0)};
    communication_user user = run(client->create_user()).value();

    fixture() { CHECK(run(client->get_token(user, scope::chat)).has_value()); }

    calls start_waiting(int count)
    {
        calls made;
        for (int i = 0; i < count; ++i)
            made.push_back(start(client->get_token(user, scope::chat)));
        settle();
        for (const auto& call : made)
            CHECK_FALSE(call->done());
        return made;
    }

    void cancel(const std::shared_ptr<pending<access_token>>& call)
    {
        call->cancel.emit(asio::cancellation_type::terminal);
        run_until([&] { return call->done(); });
        CHECK(call->result->error() == errc::canceled);
    }

    void check_done_after_one_second(const std::shared_ptr<pending<access_token>>& call)
    {
        clock->advance(999ms);
        settle();
        CHECK_FALSE(call->done());
        clock->advance(1ms);
        run_until([&] { return call->done(); });
        CHECK(call->result->has_value());
    }
};

} // namespace

TEST_CASE_FIXTURE(fixture, "quota: calls that are cancelled while they wait give up their places")
{
    for (const auto& call : start_waiting(30))
        cancel(call);
    const auto next = start(client->get_token(user, scope::chat, call_options().deadline(2s)));
    settle();
    check_done_after_one_second(next);
    CHECK(clock->pending() == 0);
}

TEST_CASE_FIXTURE(fixture, "quota: when a call leaves the queue, those behind it move up")
{
    const calls waiting = start_waiting(3);
    cancel(waiting[0]);
    const auto last = start(client->get_token(user, scope::chat));
    settle();
    check_done_after_one_second(waiting[1]);
    check_done_after_one_second(waiting[2]);
    check_done_after_one_second(last);
}

TEST_CASE_FIXTURE(fixture, "quota: foreground goes before background, also of another client")
{
    identity_client other(context.get_executor(), options().quota(shared));
    const auto background = call_options().lane(lane::background);
    const auto later = start(other.get_token(user, scope::chat, background));
    settle();
    const calls waiting = start_waiting(2);
    check_done_after_one_second(waiting[0]);
    check_done_after_one_second(waiting[1]);
    CHECK_FALSE(later->done());
    check_done_after_one_second(later);
}

TEST_CASE_FIXTURE(fixture, "quota: a queue that is full or too long refuses a call at once")
{
    const quota small = quota::custom(quota_options().limit(rate{1, 1}).max_waiting(1));
    identity_client other(context.get_executor(), options().quota(small));
    const auto before = requests();
    CHECK(run(other.get_token(user, scope::chat)).has_value());
    const auto too_late = run(other.get_token(user, scope::chat, call_options().deadline(1s))).error();
    CHECK(too_late == errc::overloaded);
    CHECK(too_late.attempts() == 0);
    const auto waits = start(other.get_token(user, scope::chat));
    settle();
    CHECK_FALSE(waits->done());
    const auto full = run(other.get_token(user, scope::chat)).error();
    CHECK(full == errc::overloaded);
    CHECK(full.details().what == "the quota's queue is full");
    check_done_after_one_second(waits);
    CHECK(requests() == before + 2);
}

TEST_CASE_FIXTURE(client_fixture, "quota: a 429 stops all clients that share the quota, and slows them down")
{
    const quota both = quota::uniform(rate{10, 10});
    identity_client first(context.get_executor(), options().quota(both).max_retries(0));
    // Time moves on without regard to answers that are on their way.
    const auto patient = options().connect_timeout(1h).handshake_timeout(1h).response_timeout(1h);
    identity_client second(context.get_executor(), client_options(patient).quota(both).max_retries(0));
    const communication_user user = run(first.create_user()).value();
    fault(R"({"kind":"throttle","op":"get_token","times":1,"seconds":7})");
    CHECK(run(first.get_token(user, scope::chat)).error() == errc::throttled);
    const auto before = requests();

    CHECK(run(second.create_user(call_options().deadline(7s))).error() == errc::overloaded);
    calls waiting;
    for (int i = 0; i < 5; ++i)
        waiting.push_back(start(second.get_token(user, scope::chat)));
    const auto created = start(second.create_user());
    settle();
    const auto done = [&] {
        return std::count_if(waiting.begin(), waiting.end(), [](const auto& call) { return call->done(); });
    };
    clock->advance(6999ms);
    settle();
    CHECK(requests() == before);
    clock->advance(1ms);
    run_until([&] { return created->done() && done() == 1; });
    settle();
    CHECK(done() == 1); // no burst
    // One call in 30 s was measured: at first it is slow, within 30 s the full rate is back.
    clock->advance(1s);
    settle();
    CHECK(done() == 1);
    for (int i = 0; i < 29; ++i) {
        clock->advance(1s);
        settle();
    }
    run_until([&] { return done() == 5; });
    for (const auto& call : waiting) {
        CAPTURE(call->result->has_error() ? call->result->error().message() : "");
        CHECK(call->result->has_value());
    }
}

TEST_CASE_FIXTURE(client_fixture, "quota: a 429 is retried with a new permit, after the stop")
{
    identity_client client(context.get_executor(), options().quota(quota::published()));
    const communication_user user = run(client.create_user()).value();
    fault(R"({"kind":"throttle","op":"get_token","times":2,"seconds":3})");
    const boot_time began = clock->now_boottime();
    CHECK(run_through_time(client.get_token(user, scope::chat)).has_value());
    CHECK(clock->now_boottime() - began >= 6s);
    CHECK(clock->now_boottime() - began < 12s);
}

TEST_CASE_FIXTURE(fixture, "quota: a client that is destroyed gives up the places of its calls")
{
    const calls waiting = start_waiting(30);
    client.reset();
    run_until([&] { return waiting.back()->done(); });
    settle();
    for (const auto& call : waiting)
        CHECK(call->result->error() == errc::client_stopped);
    identity_client other(context.get_executor(), options().quota(shared));
    const auto next = start(other.get_token(user, scope::chat, call_options().deadline(2s)));
    settle();
    check_done_after_one_second(next);
}

TEST_CASE_FIXTURE(fixture, "quota: a call without any time has passed its deadline, and takes no permit")
{
    clock->advance(1s);
    const auto before = requests();
    for (const auto none : {0s, -1s}) {
        const auto why = run(client->get_token(user, scope::chat, call_options().deadline(none))).error();
        CHECK(why == errc::deadline_exceeded);
        CHECK(why.attempts() == 0);
    }
    CHECK(requests() == before);
    CHECK(run(client->get_token(user, scope::chat, call_options().deadline(1ms))).has_value());
    const auto why = run(client->get_token(user, scope::chat, call_options().deadline(1ms))).error();
    CHECK(why == errc::overloaded);
}
