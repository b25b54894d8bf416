#include "resolver_fixture.hpp"

#include <doctest/doctest.h>

#include <boost/asio/error.hpp>
#include <boost/system/system_error.hpp>
#include <thread>

using namespace acs;
using namespace std::chrono_literals;
using transport::resolver;
namespace asio = boost::asio;
using asio::ip::make_address;

TEST_CASE_FIXTURE(
    resolver_fixture, "resolver: a look-up that can't begin fails, one that ends at once succeeds")
{
    bool broken = true;
    int dcalls = 0;
    names = std::make_shared<resolver>(
        clock, [&](const asio::any_io_executor&, const std::string&, resolver::look_up_done done) {
            if (broken)
                throw boost::system::system_error(asio::error::no_descriptors);
            for (; dcalls < 2; ++dcalls) // the second time has no effect
                done({}, {make_address(dcalls == 0 ? "10.0.0.1" : "10.0.0.2")});
        });
    CHECK(start("service.example")->why.cause == asio::error::no_descriptors);
    broken = false;
    CHECK(start("service.example")->found == with_443({"10.0.0.1"}));
    CHECK(start("service.example")->found == with_443({"10.0.0.1"}));
}

TEST_CASE_FIXTURE(resolver_fixture, "resolver: lives as long as somebody waits, and a look-up may outlive it")
{
    const auto call = start("service.example", 1s);
    const std::weak_ptr<resolver> weak = names;
    names.reset();
    CHECK_FALSE(weak.expired());
    advance(1s);
    CHECK(call->why.code == errc::connect_timeout);
    CHECK(weak.expired());
    answer("10.0.0.1");
}

TEST_CASE_FIXTURE(
    resolver_fixture, "resolver: the context may end while calls wait, and the look-up afterwards")
{
    for (int i = 0; i < 3; ++i)
        start("service.example");
    context.reset();
    CHECK(clock->pending() == 0);
    waiting.front()({}, {make_address("10.0.0.1")});
    context.emplace();
    CHECK(start("service.example")->found == with_443({"10.0.0.1"}));

    // A look-up that ends with the context is not waited for after it.
    start("other.example");
    context.reset();
    waiting.clear();
    context.emplace();
    const auto call = start("other.example");
    REQUIRE(waiting.size() == 1);
    answer("10.0.0.2");
    CHECK(call->done);
}

TEST_CASE_FIXTURE(resolver_fixture, "resolver: the context may end while a call is being woken")
{
    start("service.example");
    waiting.front()({}, {make_address("10.0.0.1")}); // posts to the call's strand
    context.reset();
    CHECK(clock->pending() == 0);
}

TEST_CASE_FIXTURE(resolver_fixture, "resolver: asks the system")
{
    // Both are answered without a name server: the first is an address in an old form, the second has a label
    // that is longer than 63 characters.
    names = std::make_shared<resolver>(clock);
    const auto known = start("127.1");
    const auto unknown = start(std::string(64, 'a') + ".invalid");
    for (; !known->done || !unknown->done; settle())
        std::this_thread::yield();
    CHECK(known->found == with_443({"127.0.0.1"}));
    CHECK(unknown->why.code == errc::host_not_found);
    CHECK(unknown->why.cause.failed());
}

TEST_CASE_FIXTURE(resolver_fixture, "resolver: the context may end while the system looks")
{
    names = std::make_shared<resolver>(clock);
    start("127.1");
    context.reset();
}
