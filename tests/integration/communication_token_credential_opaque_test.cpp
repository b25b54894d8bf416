// Tokens that can't be decoded. The JavaScript SDK (2.5.0) guesses that they live for ten minutes, or as long
// as an option says; here whoever gives the token says so. Its test cases, under their names.
#include "refresher_fixture.hpp"

#include <acs/access_token_from_jwt.hpp>

#include <chrono>
#include <doctest/doctest.h>

using acs::errc;
using namespace std::chrono_literals;

namespace {

// An encrypted JWT: its second part is no JSON.
const acs::secret& encrypted()
{
    static const acs::secret text(
        "eyJhbGciOiJkaXIifQ..AxY8DCtDaGlsbGljb3RoZQ.KDlTtXchhZTGufMYmOYGS4Hffx.U0m_Y");
    return text;
}

// What a refresher of the program's does: the expiry that the token says, else a lifetime of its own.
acs::access_token decode_or_assume(const refresher_fixture& fixture, std::chrono::nanoseconds fallback)
{
    auto read = acs::access_token_from_jwt(encrypted());
    if (read)
        return *read;
    CHECK(read.error() == errc::invalid_argument);
    return acs::access_token(encrypted(), fixture.clock->now_utc() + fallback);
}

} // namespace

TEST_CASE("communication token credential: encrypted token fallback expiry, none is guessed")
{
    refresher_fixture fixture;
    const auto given = acs::access_token_from_jwt(encrypted());
    REQUIRE(!given.has_value());
    CHECK(given.error() == errc::invalid_argument);
    CHECK(given.error().message().find(encrypted().reveal()) == std::string::npos);
    fixture.answer = [] {
        return acs::access_token_from_jwt(encrypted());
    };
    auto credential = fixture.make();
    CHECK(fixture.ask(credential)->failed(errc::invalid_argument));
    CHECK(fixture.calls == 1);
}

TEST_CASE("communication token credential: custom fallback interval, the refresher's own")
{
    for (const std::chrono::minutes fallback : {10min, 20min, 60min}) {
        CAPTURE(fallback.count());
        refresher_fixture fixture;
        fixture.answer = [&] {
            return decode_or_assume(fixture, fallback);
        };
        auto credential = fixture.make(fixture.options().refresh_proactively(true));
        CHECK(fixture.get(credential) == encrypted().reveal());
        // Ten minutes before the end; of a token that has no more, at half of its life.
        const auto due = fallback > 10min ? fallback - 10min : fallback / 2;
        fixture.pass(due - 2s);
        CHECK(fixture.calls == 1);
        fixture.pass(2s);
        CHECK(fixture.calls == 2);
    }
}
