#include "checked_request.hpp"

#include <doctest/doctest.h>

using namespace acs;
using namespace std::chrono_literals;

namespace {

constexpr auto preview = "2025-03-02-preview";
constexpr auto newest = "2026-09-23";
const communication_user user("8:acs:x");
const secret token("entra-token");
const auto person = teams_extension_principal::user();

std::string message(const checked::request& made)
{
    return made ? "no error" : made.error().message();
}

} // namespace

TEST_CASE("checked request: a custom id of 1 to 256 characters")
{
    const std::string longest = [] {
        std::string text;
        for (int i = 0; i < 256; ++i)
            text += "\xc3\xbc"; // one character, two bytes
        return text;
    }();
    for (const std::string& id : {std::string("a"), std::string("alice@contoso.com"), longest}) {
        CHECK(checked::create_user(preview, id).has_value());
        CHECK(checked::create_user_and_token(preview, id, scope::chat, std::nullopt).has_value());
    }
    for (const std::string& id : {std::string(), longest + "a", std::string("\xff"), std::string("a\xc3")}) {
        CHECK(checked::create_user(preview, id).error() == errc::invalid_argument);
        CHECK(
            checked::create_user_and_token(preview, id, scope::chat, 60min).error() ==
            errc::invalid_argument);
    }
    CHECK(checked::create_user_and_token(preview, "a", scope_set(), std::nullopt).error() == errc::no_scopes);
    CHECK(
        checked::create_user_and_token(preview, "a", scope::chat, 59min).error() ==
        errc::invalid_token_lifetime);
}

TEST_CASE("checked request: each operation knows the versions that have it")
{
    for (const char* version : {"2021-03-07", "2023-10-01", "2025-06-30", newest}) {
        CAPTURE(version);
        for (const auto& made :
             {checked::create_user(version, "a"),
              checked::create_user_and_token(version, "a", scope::chat, std::nullopt),
              checked::get_user(version, user), checked::get_token_for_entra_user(version, token)}) {
            REQUIRE(made.has_error());
            CHECK(made.error() == errc::unsupported_api_version);
        }
        CHECK(checked::create_user_and_token(version, scope::chat, 60min).has_value());
        CHECK(checked::get_token(version, user, scope::chat_join, 60min).has_value());
        CHECK(checked::revoke_tokens(version, user).has_value());
        CHECK(checked::delete_user(version, user).has_value());
    }
    for (const char* version : {"2021-03-07", "2023-10-01"})
        for (const auto& made :
             {checked::get_token_for_teams_extension_user(version, token),
              checked::get_teams_extension_assignment(version, "t", "o"),
              checked::set_teams_extension_assignment(version, "t", "o", person, std::nullopt),
              checked::delete_teams_extension_assignment(version, "t", "o")}) {
            REQUIRE(made.has_error());
            CHECK(made.error() == errc::unsupported_api_version);
        }
    CHECK(
        checked::get_token_for_teams_user("2021-03-07", token, "app", "user").error() ==
        errc::unsupported_api_version);
    CHECK(checked::get_token_for_teams_user("2022-06-01", token, "app", "user").has_value());
    CHECK(checked::get_user(preview, user).has_value());
    CHECK(checked::get_token_for_entra_user(preview, token).has_value());
    CHECK(checked::get_token_for_teams_extension_user(newest, token).has_value());
    CHECK(checked::get_user("2027-01-01", user).has_value()); // the service decides

    CHECK(
        message(checked::create_user("2023-10-01", "a"))
            .find("create_user with a custom id needs api-version 2025-03-02-preview, and the client's is "
                  "2023-10-01") != std::string::npos);
}

TEST_CASE("checked request: identities, tokens and ids that can't be")
{
    for (const char* id : {"", ".", ".."}) {
        const communication_user wrong{id};
        CAPTURE(id);
        CHECK(checked::get_user(preview, wrong).error() == errc::invalid_argument);
        CHECK(checked::get_token(newest, wrong, scope::chat, {}).error() == errc::invalid_argument);
        CHECK(checked::revoke_tokens(newest, wrong).error() == errc::invalid_argument);
        CHECK(checked::delete_user(newest, wrong).error() == errc::invalid_argument);
        CHECK(checked::get_teams_extension_assignment(newest, id, "o").error() == errc::invalid_argument);
        CHECK(checked::delete_teams_extension_assignment(newest, "t", id).error() == errc::invalid_argument);
    }
    for (const char* text : {"", "a b", "a\r\nX: y", "\xc3\xbc"}) {
        const secret wrong{std::string_view(text)};
        CAPTURE(text);
        CHECK(checked::get_token_for_entra_user(preview, wrong).error() == errc::invalid_argument);
        CHECK(checked::get_token_for_teams_extension_user(newest, wrong).error() == errc::invalid_argument);
        CHECK(
            checked::get_token_for_teams_user(newest, wrong, "app", "user").error() ==
            errc::invalid_argument);
        CHECK(checked::get_teams_extension_assignment(newest, text, "o").error() == errc::invalid_argument);
        const teams_extension_principal strange{text};
        CHECK(
            checked::set_teams_extension_assignment(newest, "t", "o", strange, {}).error() ==
            errc::invalid_argument);
        CHECK(
            checked::set_teams_extension_assignment(
                newest, "t", "o", person, std::vector<std::string>{"one", text})
                .error() == errc::invalid_argument);
    }
    CHECK(checked::set_teams_extension_assignment(newest, "t", "o", person, std::vector<std::string>())
              .has_value());
}
