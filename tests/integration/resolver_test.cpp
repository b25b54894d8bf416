#include "resolver_fixture.hpp"

#include <doctest/doctest.h>

#include <boost/asio/error.hpp>

using namespace acs;
using namespace std::chrono_literals;
namespace asio = boost::asio;
using asio::ip::make_address;

namespace {

const boost::system::error_code try_again = asio::error::host_not_found_try_again;
const boost::system::error_code no_such_name = asio::error::host_not_found;

} // namespace

TEST_CASE_FIXTURE(resolver_fixture, "resolver: addresses and localhost take no look-up")
{
    CHECK(start("10.1.2.3")->found == with_443({"10.1.2.3"}));
    CHECK(start("::1")->found == with_443({"::1"}));
    for (const char* name : {"localhost", "LocalHost", "localhost.", "a.localhost"})
        CHECK(start(name)->found == with_443({"127.0.0.1", "::1"}));
    CHECK(asked.empty());
    start("notlocalhost");
    start("localhost.example");
    CHECK(asked.size() == 2);
}

TEST_CASE_FIXTURE(
    resolver_fixture, "resolver: twenty calls share a look-up, and its result is remembered for 30 s")
{
    std::vector<std::shared_ptr<started_call>> calls;
    for (int i = 0; i < 20; ++i)
        calls.push_back(start(i % 2 ? "Service.example" : "service.example"));
    CHECK(asked == std::vector<std::string>{"service.example"});
    answer({}, {make_address("10.0.0.1"), make_address("::5")});
    for (const auto& call : calls)
        CHECK(call->found == with_443({"10.0.0.1", "::5"}));

    advance(30s - 1ns);
    CHECK(start("service.example")->found == with_443({"10.0.0.1", "::5"}));
    CHECK(asked.size() == 1);
    advance(1ns);
    const auto later = start("service.example");
    CHECK_FALSE(later->done);
    CHECK(asked.size() == 2);
    answer("10.0.0.2");
    CHECK(later->found == with_443({"10.0.0.2"}));
    CHECK(clock->pending() == 0);
}

TEST_CASE_FIXTURE(resolver_fixture, "resolver: names are looked up independently")
{
    const auto a = start("a.example");
    const auto b = start("b.example");
    CHECK(asked == std::vector<std::string>{"a.example", "b.example"});
    answer("10.0.0.1");
    CHECK(a->done);
    CHECK_FALSE(b->done);
    answer("10.0.0.2");
    CHECK(b->found == with_443({"10.0.0.2"}));
}

TEST_CASE_FIXTURE(resolver_fixture, "resolver: a failure reaches all who wait, and nobody after them")
{
    const auto a = start("service.example");
    const auto b = start("service.example");
    answer(try_again, {});
    for (const auto& call : {a, b}) {
        CHECK(call->why.code == errc::host_not_found);
        CHECK(call->why.cause == try_again);
        CHECK(call->why.what == "service.example");
    }
    const auto c = start("service.example");
    CHECK(asked.size() == 2);
    answer({}, {}); // neither error nor address
    CHECK(c->why.cause == asio::error::no_data);
}

TEST_CASE_FIXTURE(
    resolver_fixture,
    "resolver: each call waits for a stuck look-up up to its own end, and none queues another")
{
    const auto patient = start("service.example", 30s);
    advance(1s);
    const auto hasty = start("service.example", 2s);
    const auto gone = start("service.example");
    gone->limit->interrupt(errc::canceled);
    settle();
    CHECK(gone->why.code == errc::canceled);
    advance(2s - 1ns);
    CHECK_FALSE(hasty->done);
    advance(1ns);
    CHECK(hasty->why.code == errc::connect_timeout);
    CHECK(hasty->why.what == "looking up service.example");
    CHECK_FALSE(patient->done);
    advance(27s);
    CHECK(patient->why.code == errc::connect_timeout);
    const auto later = start("service.example", 2min);
    advance(1min);
    CHECK(later->why.code == errc::deadline_exceeded);
    CHECK(asked.size() == 1);

    // When it ends after all, its result is as new as any.
    answer("10.0.0.1");
    CHECK(start("service.example")->found == with_443({"10.0.0.1"}));
    CHECK(asked.size() == 1);
}

TEST_CASE_FIXTURE(resolver_fixture, "resolver: a call that is over, or has no time, starts no look-up")
{
    CHECK(start("service.example", 0s)->why.code == errc::connect_timeout);
    const auto over = start("service.example", 10s, 0s);
    CHECK(over->why.code == errc::deadline_exceeded);
    CHECK(asked.empty());
}

TEST_CASE_FIXTURE(resolver_fixture, "resolver: old addresses stand in for a look-up that fails")
{
    start("service.example");
    answer("10.0.0.1");
    advance(59min);
    const auto call = start("service.example");
    CHECK_FALSE(call->done);
    answer(try_again, {});
    CHECK(call->found == with_443({"10.0.0.1"}));
    advance(5s - 1ns);
    CHECK(start("service.example")->done);
    CHECK(asked.size() == 2);
    advance(1ns);
    const auto next = start("service.example");
    CHECK(asked.size() == 3);
    answer(no_such_name, {}); // an answer, no failure
    CHECK(next->why.cause == no_such_name);

    const auto again = start("service.example");
    answer("10.0.0.2");
    advance(1h);
    const auto too_late = start("service.example");
    answer(try_again, {});
    CHECK(too_late->why.code == errc::host_not_found);
}

TEST_CASE_FIXTURE(resolver_fixture, "resolver: old addresses stand in for a look-up that is stuck")
{
    start("service.example");
    answer("10.0.0.1");
    advance(30s);
    const auto call = start("service.example");
    const auto canceled = start("service.example");
    advance(1s);
    canceled->limit->interrupt(errc::canceled);
    advance(800ms - 1ns);
    CHECK_FALSE(call->done);
    advance(1ns);
    CHECK(call->found == with_443({"10.0.0.1"}));
    CHECK(canceled->why.code == errc::canceled);
    // Nobody waits once more for the same look-up.
    CHECK(start("service.example")->found == with_443({"10.0.0.1"}));
    CHECK(asked.size() == 2);
    answer("10.0.0.2");
    CHECK(start("service.example")->found == with_443({"10.0.0.2"}));
}

TEST_CASE_FIXTURE(resolver_fixture, "resolver: addresses that do not connect are forgotten")
{
    names->forget("service.example"); // never heard of
    start("service.example");
    answer("10.0.0.1");
    names->forget("service.example");
    CHECK(start("service.example")->done);
    advance(1s);
    names->forget("Service.Example");
    const auto call = start("service.example");
    CHECK(asked.size() == 2);
    answer(try_again, {});
    CHECK(call->why.code == errc::host_not_found);
}
