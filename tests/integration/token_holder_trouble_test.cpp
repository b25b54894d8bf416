#include "holder_fixture.hpp"

#include <boost/asio/io_context.hpp>
#include <chrono>
#include <doctest/doctest.h>
#include <memory>
#include <new>
#include <string>
#include <vector>

namespace asio = boost::asio;
using acs::errc;
using acs::cache::token_holder;
using namespace std::chrono_literals;

namespace {

// A fetch function that can't be copied when memory is short.
class costly_fetch
{
public:
    explicit costly_fetch(const bool& short_of_memory) : short_(short_of_memory) {}
    costly_fetch(const costly_fetch& other) : short_(other.short_)
    {
        if (short_)
            throw std::bad_alloc();
    }

    asio::awaitable<acs::result<acs::wire::issued_token>> operator()(const std::string&) const
    {
        acs::wire::issued_token made;
        made.token = acs::access_token(acs::secret("t"), acs::wall_time::max());
        co_return made;
    }

private:
    const bool& short_;
};

acs::error throttled(std::chrono::milliseconds wait)
{
    acs::error_details details;
    details.retry_after = wait;
    return {errc::throttled, details};
}

} // namespace

TEST_CASE("token holder: claims that can't be had don't keep everybody from any token")
{
    holder_fixture fixture;
    fixture.make();
    fixture.ask();
    fixture.holder->demand("token 1", "{}");
    fixture.answer = [] {
        return acs::error(errc::authentication_failed);
    };
    CHECK(fixture.ask()->failed(errc::authentication_failed));
    fixture.answer = nullptr;
    CHECK(fixture.ask()->text() == "token 2");
    CHECK(fixture.claims == std::vector<std::string>{"", "{}", ""});
}

TEST_CASE("token holder: claims are demanded of whichever token is at hand, also of one that has expired")
{
    holder_fixture fixture;
    fixture.make();
    fixture.ask();
    fixture.pass(2h, 1h);
    fixture.holder->demand("", "{}");
    fixture.hold = true;
    const auto first = fixture.ask();
    fixture.holder->demand("", "{}"); // is being got
    const auto second = fixture.ask();
    fixture.release();
    CHECK(first->text() == "token 2");
    CHECK(second->text() == "token 2");
    CHECK(fixture.claims == std::vector<std::string>{"", "{}"});
}

TEST_CASE("token holder: while its issuer may not be asked, a token in its last moments is given out")
{
    holder_fixture fixture;
    fixture.make();
    fixture.ask();
    fixture.pass(1h - 15s, 1h - 15s); // it is used until 10 s before its end
    fixture.answer = [] {
        return throttled(60s);
    };
    CHECK(fixture.ask()->text() == "token 1");
    fixture.pass(8s);
    CHECK(fixture.ask()->text() == "token 1");
    CHECK(fixture.calls == 2);
    fixture.pass(10s);
    CHECK(fixture.ask()->failed(errc::throttled));
    CHECK(fixture.calls == 2);
}

TEST_CASE("token holder: a flight whose context is not run any more doesn't hold up other contexts")
{
    holder_fixture fixture;
    fixture.make();
    asio::io_context left_alone;
    const auto first =
        fixture.start(token_holder::get(fixture.holder, left_alone.get_executor(), fixture.clock));
    fixture.pass(62s);
    CHECK_FALSE(first->done()); // only its own context could tell it
    const auto second = fixture.ask();
    CHECK(first->text() == "token 1"); // which has come meanwhile
    CHECK(second->text() == "token 1");
    left_alone.poll(); // the flight that was given up does not begin any more
    CHECK(fixture.calls == 1);
}

TEST_CASE("token holder: a fetch that memory doesn't suffice for leaves nobody waiting")
{
    holder_fixture fixture;
    bool short_of_memory = false;
    fixture.holder = std::make_shared<token_holder>(costly_fetch(short_of_memory), fixture.how);
    short_of_memory = true;
    CHECK(fixture.ask()->failed(errc::internal));
    fixture.holder->renew(fixture.context->get_executor(), fixture.clock);
    short_of_memory = false;
    CHECK(fixture.ask()->text() == "t");
}
