#include <acs/access_token.hpp>

#include <doctest/doctest.h>

#include <string>
#include <type_traits>
#include <utility>
#include <vector>

using namespace acs;
using namespace std::chrono_literals;

static_assert(sizeof(access_token) == sizeof(void*));
static_assert(std::is_nothrow_default_constructible_v<access_token>);
static_assert(std::is_nothrow_copy_constructible_v<access_token>);
static_assert(std::is_nothrow_move_constructible_v<access_token>);
static_assert(std::is_nothrow_copy_assignable_v<access_token>);
static_assert(std::is_nothrow_move_assignable_v<access_token>);

namespace {

const wall_time expiry = wall_time(5s);

} // namespace

TEST_CASE("access token: text and expiries")
{
    const access_token both("text", expiry, boot_time(7s));
    CHECK(both.token() == "text");
    CHECK(both.expires_on() == expiry);
    CHECK(both.usable_until() == boot_time(7s));
    CHECK_FALSE(both.empty());

    const access_token foreign(secret("text"), expiry);
    CHECK(foreign.token() == "text");
    CHECK(foreign.expires_on() == expiry);
    CHECK(foreign.usable_until() == boot_time::max());

    const std::string text(5000, 'x');
    CHECK(access_token(text, expiry, boot_time()).token() == text);
}

TEST_CASE("access token: none")
{
    const access_token none;
    CHECK(none.empty());
    CHECK(none.token().empty());
    CHECK(none.expires_on() == wall_time());
    CHECK(none.usable_until() == boot_time::min());
    const access_token copy = none;
    CHECK(copy.empty());
    // One without a text is a token all the same.
    CHECK_FALSE(access_token(secret(), expiry).empty());
    CHECK(access_token(secret(), expiry).token().empty());
}

TEST_CASE("access token: copies share the text, and the last one frees it")
{
    access_token a("text", expiry, boot_time(7s));
    const char* const text = a.token().data();
    access_token b = a;
    access_token c;
    c = b;
    CHECK(c.token().data() == text);
    a = access_token();
    b = access_token("other", expiry, boot_time());
    CHECK(c.token() == "text");
    CHECK(c.token().data() == text);

    std::vector<access_token> many(1000, c);
    c = access_token();
    CHECK(many.back().token() == "text");
    many.erase(many.begin(), many.end() - 1);
    CHECK(many.back().token() == "text");
}

TEST_CASE("access token: moved, swapped, assigned to itself")
{
    access_token a("a", expiry, boot_time(7s));
    access_token b("b", expiry, boot_time(8s));
    access_token c = std::move(a);
    CHECK(a.empty());
    CHECK(c.token() == "a");
    c = std::move(b);
    CHECK(b.empty());
    CHECK(c.token() == "b");
    access_token& alias = c;
    c = alias;
    CHECK(c.token() == "b");
    c = std::move(alias);
    CHECK(c.token() == "b");
    a.swap(c);
    CHECK(a.token() == "b");
    CHECK(c.empty());
}
