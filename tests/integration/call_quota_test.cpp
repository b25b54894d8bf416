#include "client_fixture.hpp"

#include <doctest/doctest.h>

using namespace acs;
using namespace std::chrono_literals;

// A call that takes its permits from another quota than its client's.

namespace {

struct fixture : client_fixture
{
    quota clients = quota::uniform(rate{1, 1});
    quota own = quota::uniform(rate{1, 1});
    std::optional<identity_client> client{
        std::in_place, context.get_executor(), options().quota(clients).max_retries(0)};
    communication_user user = run(client->create_user()).value();

    call_options with(quota limit) { return call_options().quota(std::move(limit)); }

    // Uses up the one permit of the call's quota that there is.
    void use_up(call_options options)
    {
        CHECK(run(client->get_token(user, scope::chat, std::move(options))).has_value());
    }

    void check_refused(call_options options)
    {
        const auto why = run(client->get_token(user, scope::chat, options.deadline(1ms))).error();
        CHECK(why == errc::overloaded);
    }
};

} // namespace

TEST_CASE_FIXTURE(fixture, "call quota: permits are taken from the call's quota, not the client's")
{
    use_up(call_options());
    use_up(with(own));
    check_refused(call_options());
    check_refused(with(own));

    const auto waiting = start(client->get_token(user, scope::chat, with(own)));
    settle();
    CHECK_FALSE(waiting->done());
    clock->advance(1s);
    run_until([&] { return waiting->done(); });
    CHECK(waiting->result->has_value());
    use_up(call_options()); // nobody has taken the client's permit meanwhile
}

TEST_CASE_FIXTURE(fixture, "call quota: no quota is no limit, whatever the client's is")
{
    use_up(call_options());
    for (int i = 0; i < 5; ++i)
        use_up(with(quota()));
    check_refused(call_options());
}

TEST_CASE_FIXTURE(fixture, "call quota: shared between calls of different clients")
{
    identity_client other(context.get_executor(), options());
    use_up(with(own));
    const auto why = run(other.get_token(user, scope::chat, call_options().quota(own).deadline(1ms))).error();
    CHECK(why == errc::overloaded);
    CHECK(run(other.get_token(user, scope::chat)).has_value());
}

TEST_CASE_FIXTURE(fixture, "call quota: a 429 stops the call's quota, not the client's")
{
    own = quota::uniform(rate{10, 10});
    fault(R"({"kind":"throttle","op":"get_token","times":1,"seconds":7})");
    CHECK(run(client->get_token(user, scope::chat, with(own))).error() == errc::throttled);
    use_up(call_options());

    const auto waiting = start(client->get_token(user, scope::chat, with(own)));
    settle();
    clock->advance(6999ms);
    settle();
    CHECK_FALSE(waiting->done());
    clock->advance(1ms);
    run_until([&] { return waiting->done(); });
    CHECK(waiting->result->has_value());
}

TEST_CASE_FIXTURE(fixture, "call quota: retries take its permits too")
{
    const boot_time began = clock->now_boottime();
    use_up(call_options());
    own = quota::uniform(rate{0.2, 1});
    fault(R"({"kind":"status","status":503,"op":"get_token","times":1})");
    CHECK(run_through_time(client->get_token(user, scope::chat, with(own).max_retries(1))).has_value());
    CHECK(clock->now_boottime() - began >= 5s);
}

TEST_CASE_FIXTURE(fixture, "call quota: a permit that got old while the connection was awaited is replaced")
{
    // One connection, and it is taken.
    client.emplace(context.get_executor(), options().max_connections(1).response_timeout(10s));
    fault(R"({"kind":"hang","op":"create_user","times":1})");
    const auto before = requests();
    const auto holder = start(client->create_user());
    run_until([&] { return requests() == before + 1; });
    const auto waiting = start(client->get_token(user, scope::chat, with(own)));
    settle();
    clock->advance(10s);
    run_until([&] { return holder->done() && waiting->done(); });
    CHECK(waiting->result->has_value());
    check_refused(with(own)); // the new permit was its
}
