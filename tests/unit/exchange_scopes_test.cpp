#include "wire/exchange_scopes.hpp"

#include <doctest/doctest.h>
#include <string>
#include <vector>

using acs::errc;
using acs::wire::exchange_for_scopes;

namespace {

std::string target_for(std::vector<std::string> scopes)
{
    const auto make = exchange_for_scopes(scopes);
    return make ? (*make)("token").target : make.error().details().what;
}

const std::string clients = "https://communication.azure.com/clients/";
const std::string teams = "https://auth.msft.communication.azure.com/";
const std::string sovereign = "https://auth.msft.communication.azure.us/";

} // namespace

TEST_CASE("exchange scopes: of clients")
{
    const std::string target = "/access/entra/:exchangeAccessToken?api-version=2025-03-02-preview";
    CHECK(target_for({clients + ".default"}) == target);
    CHECK(target_for({clients + "VoIP", clients + "Chat"}) == target);
}

TEST_CASE("exchange scopes: of Teams extensions, in both clouds")
{
    const std::string target = "/access/teamsExtension/:exchangeAccessToken?api-version=2025-06-30";
    CHECK(target_for({teams + "TeamsExtension.ManageCalls"}) == target);
    CHECK(target_for({sovereign + "TeamsExtension.ManageCalls"}) == target);
}

TEST_CASE("exchange scopes: the Entra token authorises the request")
{
    const auto request = (*exchange_for_scopes({clients + ".default"}))("the token");
    CHECK(request.bearer.reveal() == "the token");
    CHECK(request.method == "POST");
    CHECK(std::string_view(request.body) == "{}");
}

TEST_CASE("exchange scopes: none, mixed and others are refused, and it is said what is right")
{
    const std::vector<std::vector<std::string>> wrong = {
        {},
        {""},
        {"https://communication.azure.com//.default"},
        {"https://communication.azure.com/clients"},
        {"http://communication.azure.com/clients/.default"},
        {clients + ".default", teams + ".default"},
        {clients + ".default", ""},
        {teams + ".default", sovereign + ".default"},
        {"https://graph.microsoft.com/.default"},
    };
    for (const auto& scopes : wrong) {
        const auto made = exchange_for_scopes(scopes);
        REQUIRE(!made.has_value());
        CHECK(made.error() == errc::invalid_argument);
        for (const std::string& start : {clients, teams, sovereign})
            CHECK(made.error().message().find(start) != std::string::npos);
    }
}
