#include "wire/keep_alive.hpp"

#include <doctest/doctest.h>

using namespace acs;
using namespace std::chrono_literals;

namespace {

std::optional<std::chrono::seconds> parse(const char* value)
{
    wire::response answer;
    answer.headers = {{"Content-Type", "application/json"}, {"keep-alive", value}};
    return wire::keep_alive_timeout(answer);
}

} // namespace

TEST_CASE("keep alive: the timeout, wherever it stands")
{
    CHECK(parse("timeout=5") == 5s);
    CHECK(parse("timeout=5, max=1000") == 5s);
    CHECK(parse("max=1000,timeout=5") == 5s);
    CHECK(parse(" Max=1 ,\tTimeOut = 120 ") == 120s);
    CHECK(parse("timeout=0") == 0s);
    CHECK(parse("timeout=007") == 7s);
    CHECK(parse(",,timeout=5,timeout=9") == 5s);
}

TEST_CASE("keep alive: what is longer than a day is a day, however long")
{
    CHECK(parse("timeout=86400") == 24h);
    CHECK(parse("timeout=86401") == 24h);
    CHECK(parse("timeout=9223372036854775807") == 24h);
    CHECK(parse("timeout=99999999999999999999999999") == 24h);
}

TEST_CASE("keep alive: nothing said, or nothing that makes sense")
{
    CHECK_FALSE(wire::keep_alive_timeout(wire::response()));
    for (const char* value :
         {"", " ", ",", "timeout", "timeout=", "timeout=,max=5", "timeout=-1", "timeout=+5", "timeout=5s",
          "timeout=5.0", "timeout=\"5\"", "timeout=5;max=1", "max=5", "xtimeout=5", "timeout x=5", "5"}) {
        CAPTURE(value);
        CHECK_FALSE(parse(value));
    }
}
