#include "transport/cached_addresses.hpp"

#include <doctest/doctest.h>

using namespace acs;
using namespace std::chrono_literals;
using boost::asio::ip::make_address;
using transport::cached_addresses;

namespace {

constexpr boot_time start{24h};
const cached_addresses::addresses one{make_address("10.0.0.1")};
const cached_addresses::addresses two{make_address("10.0.0.2"), make_address("::2")};

} // namespace

TEST_CASE("cached addresses: nothing is known at first, and a failure is not remembered")
{
    cached_addresses cache;
    CHECK(cache.fresh(start).empty());
    CHECK(cache.stale(start).empty());
    for (const bool gone : {false, true}) {
        cache.failed(gone, start);
        CHECK(cache.fresh(start).empty());
        CHECK(cache.stale(start).empty());
    }
    cache.forget(start);
    CHECK(cache.fresh(start).empty());
}

TEST_CASE("cached addresses: fresh for 30 s, stale for an hour")
{
    cached_addresses cache;
    cache.found(one, start);
    CHECK(cache.fresh(start) == one);
    CHECK(cache.fresh(start + 30s - 1ns) == one);
    CHECK(cache.fresh(start + 30s).empty());
    CHECK(cache.stale(start + 30s) == one);
    CHECK(cache.stale(start + 1h - 1ns) == one);
    CHECK(cache.stale(start + 1h).empty());
    cache.found(two, start + 2h);
    CHECK(cache.fresh(start + 2h) == two);
}

TEST_CASE("cached addresses: a failed look-up leaves the old ones for 5 s, then there is another look-up")
{
    cached_addresses cache;
    cache.found(one, start);
    cache.failed(false, start + 40s);
    CHECK(cache.fresh(start + 45s - 1ns) == one);
    CHECK(cache.fresh(start + 45s).empty());
    CHECK(cache.stale(start + 45s) == one);
    // That does not make them live longer.
    cache.failed(false, start + 1h - 1s);
    CHECK(cache.fresh(start + 1h - 1ns) == one);
    CHECK(cache.fresh(start + 1h).empty());
    CHECK(cache.stale(start + 1h).empty());
}

TEST_CASE("cached addresses: the answer that there is no such name counts")
{
    cached_addresses cache;
    cache.found(one, start);
    cache.failed(true, start + 40s);
    CHECK(cache.fresh(start + 40s).empty());
    CHECK(cache.stale(start + 40s).empty());
}

TEST_CASE("cached addresses: what does not connect is forgotten, unless it was found just now")
{
    cached_addresses cache;
    cache.found(one, start);
    cache.forget(start + 1s - 1ns);
    CHECK(cache.fresh(start + 1s) == one);
    cache.forget(start + 1s);
    CHECK(cache.fresh(start + 1s).empty());
    CHECK(cache.stale(start + 1s).empty());
}
