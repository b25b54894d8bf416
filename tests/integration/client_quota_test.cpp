#include "client_fixture.hpp"

#include <doctest/doctest.h>

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

TEST_CASE_FIXTURE(fixture, "quota: calls that are cancelled while they wait give back their permits")
{
    for (const auto& call : start_waiting(30))
        cancel(call);
    const auto next = start(client->get_token(user, scope::chat, call_options().deadline(2s)));
    settle();
    check_done_after_one_second(next);
    CHECK(clock->pending() == 0);
}

TEST_CASE_FIXTURE(
    fixture, "quota: a permit that is given back goes to the next who asks, the others keep theirs")
{
    const calls waiting = start_waiting(3);
    cancel(waiting[0]);
    const auto next = start(client->get_token(user, scope::chat));
    settle();
    check_done_after_one_second(next);
    CHECK_FALSE(waiting[1]->done());
    check_done_after_one_second(waiting[1]);
    check_done_after_one_second(waiting[2]);
}

TEST_CASE_FIXTURE(fixture, "quota: a client that is destroyed gives back what its calls waited for")
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
