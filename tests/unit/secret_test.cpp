#include <acs/access_token.hpp>
#include <acs/secret.hpp>

#include <doctest/doctest.h>

#include <ostream>
#include <type_traits>
#include <utility>

using namespace acs;

namespace {

template <class T>
concept printable = requires(std::ostream& out, const T& value)
{
    out << value;
};

} // namespace

static_assert(!printable<secret>);
static_assert(!printable<access_token>);
static_assert(!std::is_convertible_v<secret, std::string_view>);

TEST_CASE("secret: copies are equal and independent")
{
    secret a("key");
    secret b = a;
    CHECK(a == b);
    a = secret("other");
    CHECK(b.reveal() == "key");
    CHECK_FALSE(a == b);
    secret c = std::move(a);
    CHECK(c.reveal() == "other");
    a = b;
    CHECK(a.reveal() == "key");
    CHECK(secret().empty());
    CHECK(secret() == secret(""));
    CHECK_FALSE(secret("a") == secret("ab"));
    const secret& alias = a;
    a = alias;
    CHECK(a.reveal() == "key");
}

TEST_CASE("access token: copies share the text")
{
    const access_token a(secret("text"), wall_time(std::chrono::seconds(5)));
    const access_token b = a;
    CHECK(a.token().data() == b.token().data());
    CHECK(b.expires_on() == wall_time(std::chrono::seconds(5)));
    CHECK(access_token().empty());
    CHECK(access_token().token().empty());
}
