#include "emulator/protocol/operation.hpp"

#include <doctest/doctest.h>
#include <string>
#include <utility>

using namespace acs::emulation;

TEST_CASE("emulator operations: every name stands for itself in every spelling")
{
    for (std::size_t i = 0; i < operation_count; ++i) {
        const std::string name(to_string(static_cast<operation>(i)));
        CAPTURE(name);
        CHECK_FALSE(name.empty());
        std::string spelling;
        for (const char c : name)
            if (c != '_')
                spelling += static_cast<char>(spelling.size() % 2 == 0 ? c - 'a' + 'A' : c);
        for (const std::string& text : {name, spelling}) {
            const auto found = parse_operations(text);
            REQUIRE(found.has_value());
            CHECK(found->count() == 1);
            CHECK(found->test(i));
        }
        CHECK(operation_names().find(name) != std::string::npos);
    }
}

TEST_CASE("emulator operations: the names of the REST interface and of the official clients")
{
    for (const auto& [name, expected] : {
             std::pair("getIdentity", "get_user"),
             std::pair("getUserDetail", "get_user"),
             std::pair("CommunicationIdentity_Get", "get_user"),
             std::pair("CommunicationIdentity_IssueAccessToken", "get_token"),
             std::pair("exchangeTeamsUserAccessToken", "get_token_for_teams_user"),
             std::pair("TeamsExtension_ExchangeAccessToken", "get_token_for_teams_extension_user"),
             std::pair("TeamsExtensionOperations_UpsertAssignment", "set_teams_extension_assignment"),
             std::pair("TeamsExtensionOperations_GetAssignment", "get_teams_extension_assignment"),
             std::pair("TeamsExtensionOperations_DeleteAssignment", "delete_teams_extension_assignment"),
             std::pair("ExchangeEntraIdToken", "get_token_for_entra_user"),
             std::pair("listEntraAssignments", "entra_assignments"),
             std::pair("oauth2_token", "entra_token"),
             std::pair("imds", "managed_identity_token"),
         }) {
        CAPTURE(name);
        const auto found = parse_operations(name);
        REQUIRE(found.has_value());
        CHECK(found == parse_operations(expected));
        CHECK(found->count() == 1);
    }
    CHECK(parse_operations("teamsExtensionAssignments")->count() == 3);
    CHECK(parse_operations("createIdentity")->count() == 2);
    CHECK(parse_operations("*")->all());
    CHECK_FALSE(parse_operations("fly").has_value());
    CHECK_FALSE(parse_operations("").has_value());
}

TEST_CASE("emulator operations: which ones issue access tokens")
{
    for (const auto op :
         {operation::create_user_and_token, operation::get_token, operation::get_token_for_teams_user,
          operation::get_token_for_teams_extension_user, operation::get_token_for_entra_user})
        CHECK(issues_token(op));
    for (const auto op :
         {operation::create_user, operation::get_user, operation::entra_assignments, operation::entra_token,
          operation::managed_identity_token, operation::other})
        CHECK_FALSE(issues_token(op));
}
