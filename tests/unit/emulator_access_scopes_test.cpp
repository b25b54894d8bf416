#include "unit/emulator_peer.hpp"

#include <doctest/doctest.h>
#include <utility>

using namespace acs::emulation;
namespace json = boost::json;

TEST_CASE("emulator access: the permissions of an Entra user's token become scopes")
{
    emulator_peer peer;
    peer.version = "2025-03-02-preview";
    for (const auto& [permissions, expected] : {
             std::pair("VoIP", "voip"),
             std::pair("Chat Chat.Join", "chat,chat.join"),
             std::pair("Chat.Join.Limited  VoIP.Join", "chat.join.limited,voip.join"),
             std::pair("User.Read VoIP", "voip"),
             std::pair("User.Read", "chat,voip"),
             std::pair("", "chat,voip"),
         }) {
        CAPTURE(permissions);
        json::object wanted{
            {"appId", "2c3e1e83-8fd7-4615-ad2b-b8c1229845ac"},
            {"userId", "b27b64b9-39d2-44a3-869d-67700b74e805"},
            {"audience", "https://communication.azure.com/clients"},
            {"scopes", permissions}};
        const reply bearer = peer.control("POST", "entra-token", json::serialize(wanted));
        REQUIRE(bearer.answer.status == 200);
        request out =
            peer.plain("POST", "/access/entra/:exchangeAccessToken?api-version=2025-03-02-preview", "{}");
        out.headers.add("Authorization", "Bearer " + text(json_of(bearer).at("token")));
        const reply answer = peer.send(out);
        REQUIRE(answer.answer.status == 200);
        const json::object claims = token_part(text(json_of(answer).at("accessToken").at("token")), 1);
        CHECK(claims.at("acsScope").get_string() == expected);
    }
}
