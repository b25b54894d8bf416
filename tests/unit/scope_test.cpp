#include <acs/scope.hpp>

#include <doctest/doctest.h>

using namespace acs;

TEST_CASE("scope set: names in a fixed order, each once")
{
    CHECK(scope_set().empty());
    CHECK((scope::voip | scope::chat).names() == std::vector<std::string_view>{"chat", "voip"});
    scope_set all = scope::voip_join | scope::voip;
    all = all | scope::chat_join_limited | scope::chat_join | scope::chat | scope::chat;
    CHECK(
        all.names() ==
        std::vector<std::string_view>{"chat", "chat.join", "chat.join.limited", "voip", "voip.join"});
}

TEST_CASE("scope set: unknown names are kept, known ones are recognised")
{
    scope_set set;
    set.add("zeta").add("voip").add("alpha").add("zeta");
    CHECK(set.names() == std::vector<std::string_view>{"voip", "alpha", "zeta"});
    CHECK(set.contains(scope::voip));
    CHECK(set.contains("zeta"));
    CHECK_FALSE(set.contains("chat"));
    CHECK_FALSE(set.contains("beta"));
    CHECK((scope_set(scope::chat) | set).names().size() == 4);
}

TEST_CASE("scope set: equal by content")
{
    scope_set a(scope::chat);
    a.add("x").add("y");
    scope_set b;
    b.add("y").add("x").add("chat");
    CHECK(a == b);
    CHECK_FALSE(a == scope_set(scope::chat));
}
