#include <acs/identifier.hpp>

#include <doctest/doctest.h>
#include <string>
#include <string_view>
#include <vector>

using namespace acs;

namespace {

const std::string id = "37691ec4-57fb-4c0f-ae31-32791610cb14";
const std::string user_id = "8:acs:" + id + "_" + id;

// In the tests' JSON, ' stands for " and @ for `id`.
std::string expand(std::string_view text)
{
    std::string made;
    for (const char c : text)
        made += c == '\'' ? "\"" : c == '@' ? id : std::string(1, c);
    return made;
}

communication_identifier read(std::string_view text)
{
    auto who = identifier_from_json(expand(text));
    CAPTURE(text);
    REQUIRE(who.has_value());
    CHECK(identifier_from_json(to_json(*who)).value() == *who);
    return *who;
}

// Why it isn't an identifier.
std::string refused(std::string_view text)
{
    const auto who = identifier_from_json(expand(text));
    CAPTURE(text);
    REQUIRE_FALSE(who.has_value());
    CHECK(who.error() == errc::invalid_argument);
    return who.error().details().what;
}

bool misses(std::string_view text, std::string_view property, std::string_view kind)
{
    const std::string why = refused(text);
    CAPTURE(why);
    return why.find("the property " + std::string(property) + " ") != std::string::npos &&
           why.find("of the kind " + std::string(kind) + " is missing") != std::string::npos;
}

template <class Kind>
Kind read_as(std::string_view text)
{
    const auto who = read(text);
    REQUIRE(who.get_if<Kind>());
    return *who.get_if<Kind>();
}

} // namespace

TEST_CASE("identifier JSON: can serialize")
{
    const auto check = [](const communication_identifier& who, std::string_view expected) {
        CHECK(to_json(who) == expand(expected));
    };
    check(communication_user(user_id), "{'rawId':'8:acs:@_@','communicationUser':{'id':'8:acs:@_@'}}");
    check(
        microsoft_teams_user(id),
        "{'rawId':'8:orgid:@','microsoftTeamsUser':{'userId':'@','isAnonymous':false,'cloud':'public'}}");
    check(
        microsoft_teams_user::anonymous(id), "{'rawId':'8:teamsvisitor:@','microsoftTeamsUser':"
                                             "{'userId':'@','isAnonymous':true,'cloud':'public'}}");
    check(
        microsoft_teams_user(id, communication_cloud(), "override"),
        "{'rawId':'override','microsoftTeamsUser':{'userId':'@','isAnonymous':false,'cloud':'public'}}");
    check(
        microsoft_teams_user(id, communication_cloud::dod),
        "{'rawId':'8:dod:@','microsoftTeamsUser':{'userId':'@','isAnonymous':false,'cloud':'dod'}}");
    check(
        microsoft_teams_app(id), "{'rawId':'28:orgid:@','microsoftTeamsApp':{'appId':'@','cloud':'public'}}");
    check(
        microsoft_teams_app(id, communication_cloud::gcch, "override"),
        "{'rawId':'override','microsoftTeamsApp':{'appId':'@','cloud':'gcch'}}");
    check(
        teams_extension_user("u", "t", "r"),
        "{'rawId':'8:acs:r_t_u','teamsExtensionUser':"
        "{'userId':'u','tenantId':'t','resourceId':'r','cloud':'public'}}");
    check(
        phone_number_identifier("+12345556789"),
        "{'rawId':'4:+12345556789','phoneNumber':{'value':'+12345556789','isAnonymous':false}}");
    check(
        phone_number_identifier("+12345556789", "override"),
        "{'rawId':'override','phoneNumber':{'value':'+12345556789','isAnonymous':false}}");
    check(
        phone_number_identifier("anonymous"),
        "{'rawId':'4:anonymous','phoneNumber':{'value':'anonymous','isAnonymous':true}}");
    check(
        phone_number_identifier("1_2"),
        "{'rawId':'4:1_2','phoneNumber':{'value':'1_2','isAnonymous':false,'assertedId':'2'}}");
    check(unknown_identifier("48:" + id), "{'rawId':'48:@'}");
}

TEST_CASE("identifier JSON: can deserialize")
{
    for (const char* text :
         {"{'communicationUser':{'id':'8:acs:@_@'}}",
          "{'kind':'communicationUser','communicationUser':{'id':'8:acs:@_@'}}",
          "{'kind':'communicationUser','rawId':'8:acs:@_@','communicationUser':{'id':'8:acs:@_@'}}",
          "{'kind':null,'phoneNumber':null,'communicationUser':{'id':'8:acs:@_@'}}",
          "{'someFutureProperty':'fooBar','communicationUser':{'id':'8:acs:@_@'}}"})
        CHECK(read_as<communication_user>(text).id() == user_id);

    for (const char* text :
         {"{'phoneNumber':{'value':'+1234555000'},'rawId':'4:+1234555000'}",
          "{'kind':'phoneNumber','phoneNumber':{'value':'+1234555000'},'rawId':'4:+1234555000'}"}) {
        const auto phone = read_as<phone_number_identifier>(text);
        CHECK(phone.number() == "+1234555000");
        CHECK(phone.raw_id() == "4:+1234555000");
        CHECK_FALSE(phone.is_anonymous());
    }
    const auto asserted = read_as<phone_number_identifier>(
        "{'phoneNumber':{'value':'1','isAnonymous':false,'assertedId':'2'},'rawId':'4:1_2'}");
    CHECK(asserted.number() == "1");
    CHECK(asserted.asserted_id() == "2");
    const auto anonymous = read_as<phone_number_identifier>(
        "{'phoneNumber':{'value':'1','isAnonymous':false,'assertedId':'2'},'rawId':'4:anonymous'}");
    CHECK(anonymous.is_anonymous()); // the raw id says so
    CHECK_FALSE(anonymous.asserted_id());

    const auto user = read_as<microsoft_teams_user>(
        "{'microsoftTeamsUser':{'userId':'@','isAnonymous':false,'cloud':'gcch'},'rawId':'8:gcch:@'}");
    CHECK(user.user_id() == id);
    CHECK_FALSE(user.is_anonymous());
    CHECK(user.cloud() == communication_cloud::gcch);
    CHECK(user.raw_id() == "8:gcch:" + id);
    const auto visitor = read_as<microsoft_teams_user>(
        "{'kind':'microsoftTeamsUser','rawId':'8:teamsvisitor:@',"
        "'microsoftTeamsUser':{'userId':'@','isAnonymous':true,'cloud':'public'}}");
    CHECK(visitor.is_anonymous());
    CHECK(visitor.raw_id() == "8:teamsvisitor:" + id);

    const auto app =
        read_as<microsoft_teams_app>("{'microsoftTeamsApp':{'appId':'@','cloud':'dod'},'rawId':'28:dod:@'}");
    CHECK(app.app_id() == id);
    CHECK(app.cloud() == communication_cloud::dod);

    const auto extension = read_as<teams_extension_user>(
        "{'teamsExtensionUser':{'userId':'u','tenantId':'t','resourceId':'r','cloud':'public'},"
        "'rawId':'8:acs:r_t_u'}");
    CHECK(extension.user_id() == "u");
    CHECK(extension.tenant_id() == "t");
    CHECK(extension.resource_id() == "r");
    CHECK(extension.raw_id() == "8:acs:r_t_u");
}

TEST_CASE("identifier JSON: what isn't understood is unknown")
{
    for (const char* text :
         {"{'rawId':'48:@'}", "{'kind':'unknown','rawId':'48:@'}", "{'rawId':'48:@','someOtherProp':true}",
          "{'kind':'somethingNew','rawId':'48:@','somethingNew':{'id':1}}",
          // a kind whose member is missing
          "{'kind':'communicationUser','rawId':'48:@'}", "{'kind':'phoneNumber','rawId':'48:@'}",
          "{'kind':'microsoftTeamsUser','rawId':'48:@'}",
          "{'kind':'phoneNumber','phoneNumber':null,'rawId':'48:@'}",
          // another kind than its member's
          "{'kind':'phoneNumber','communicationUser':{'id':'x'},'rawId':'48:@'}",
          "{'kind':'unknown','communicationUser':{'id':'x'},'rawId':'48:@'}",
          "{'kind':'COMMUNICATIONUSER','communicationUser':{'id':'x'},'rawId':'48:@'}"})
        CHECK(read_as<unknown_identifier>(text).id() == "48:" + id);
}

TEST_CASE("identifier JSON: a property that is missing is named, with its kind")
{
    CHECK(misses("{'communicationUser':{}}", "id", "communicationUser"));
    CHECK(misses("{'communicationUser':{'id':null}}", "id", "communicationUser"));
    CHECK(misses("{'phoneNumber':{}}", "value", "phoneNumber"));
    CHECK(misses("{'phoneNumber':{'value':'1'}}", "rawId", "phoneNumber"));
    CHECK(misses("{'microsoftTeamsUser':{'isAnonymous':false}}", "userId", "microsoftTeamsUser"));
    CHECK(misses(
        "{'microsoftTeamsUser':{'userId':'@','cloud':'public'}}", "isAnonymous", "microsoftTeamsUser"));
    CHECK(misses("{'microsoftTeamsUser':{'userId':'@','isAnonymous':false}}", "cloud", "microsoftTeamsUser"));
    CHECK(misses(
        "{'microsoftTeamsUser':{'userId':'@','isAnonymous':false,'cloud':'dod'}}", "rawId",
        "microsoftTeamsUser"));
    CHECK(misses("{'microsoftTeamsApp':{}}", "appId", "microsoftTeamsApp"));
    CHECK(misses("{'microsoftTeamsApp':{'appId':'@'},'rawId':'x'}", "cloud", "microsoftTeamsApp"));
    CHECK(misses("{'microsoftTeamsApp':{'appId':'@','cloud':'dod'}}", "rawId", "microsoftTeamsApp"));
    CHECK(misses("{'teamsExtensionUser':{}}", "userId", "teamsExtensionUser"));
    CHECK(misses("{'teamsExtensionUser':{'userId':'u'}}", "tenantId", "teamsExtensionUser"));
    CHECK(misses("{'teamsExtensionUser':{'userId':'u','tenantId':'t'}}", "resourceId", "teamsExtensionUser"));
    CHECK(misses(
        "{'teamsExtensionUser':{'userId':'u','tenantId':'t','resourceId':'r'}}", "cloud",
        "teamsExtensionUser"));
    CHECK(misses("{'someProp':true}", "rawId", "unknown"));
    CHECK(misses("{}", "rawId", "unknown"));
}

TEST_CASE("identifier JSON: properties of another type")
{
    CHECK(
        refused("{'communicationUser':{'id':5}}") ==
        "the property id of an identifier of the kind communicationUser is not a string");
    CHECK(refused("{'phoneNumber':5,'rawId':'x'}") == "the property phoneNumber is not an object");
    CHECK(refused("{'kind':7,'rawId':'x'}") == "the property kind is not a string");
    CHECK(
        refused("{'rawId':'x','microsoftTeamsUser':{'userId':'@','isAnonymous':'no','cloud':'dod'}}") ==
        "the property isAnonymous of an identifier of the kind microsoftTeamsUser is not true or false");
    refused("{'rawId':['x']}");
    refused("{'rawId':1e400}");
}

TEST_CASE("identifier JSON: more than one nested model")
{
    for (const char* text :
         {"{'rawId':'x','microsoftTeamsUser':{'userId':'@','isAnonymous':false,'cloud':'public'},"
          "'communicationUser':{'id':'8:acs:@'}}",
          "{'rawId':'x','communicationUser':{'id':'8:acs:@'},'phoneNumber':{'value':'1'}}",
          "{'rawId':'x','phoneNumber':{},'microsoftTeamsUser':{},'communicationUser':{}}",
          "{'rawId':'x','kind':'phoneNumber','phoneNumber':{'value':'1'},'teamsExtensionUser':{}}",
          "{'rawId':'x','microsoftTeamsApp':{},'teamsExtensionUser':{}}"})
        CHECK(refused(text).find("at most one of") != std::string::npos);
}

TEST_CASE("identifier JSON: a cloud of the future stays as it is")
{
    const char* text =
        "{'rawId':'8:mars:@','microsoftTeamsUser':{'userId':'@','isAnonymous':false,'cloud':'mars'}}";
    const auto user = read_as<microsoft_teams_user>(text);
    CHECK(user.cloud() == communication_cloud("mars"));
    CHECK(user.raw_id() == "8:mars:" + id);
    CHECK(to_json(user) == expand(text));
}

TEST_CASE("identifier JSON: nobody is no identifier")
{
    CHECK_FALSE(refused("{'rawId':''}").empty());
    CHECK_FALSE(refused("{'communicationUser':{'id':''}}").empty());
    CHECK(read_as<phone_number_identifier>("{'rawId':'','phoneNumber':{'value':'1'}}").raw_id() == "4:1");
    CHECK_FALSE(identifier_from_json(to_json(communication_identifier())).has_value());
}

TEST_CASE("identifier JSON: hostile texts")
{
    for (const char* text :
         {"", " ", "null", "true", "5", "'x'", "[]", "[{'rawId':'x'}]", "{", "{'rawId':'x'", "{'rawId':'x'}}",
          "{'rawId':'\xc3\x28'", "{'rawId':'\\ud800'}", "{'rawId':'\\u12'}", "{rawId:'x'}", "\xff\xfe"})
        refused(text);
    std::string deep = "{\"rawId\":\"x\",\"a\":";
    for (int level = 0; level < 100'000; ++level)
        deep += "[";
    CHECK_FALSE(identifier_from_json(deep).has_value());
    CHECK(identifier_from_json("{\"rawId\":\"x\",\"a\":" + std::string(100'000, '9') + "}").has_value());

    // As JSON.parse has it, the last one counts.
    CHECK(read("{'rawId':'x','rawId':'y'}").raw_id() == "y");
    CHECK(
        read("{'communicationUser':{'id':'x'},'communicationUser':null,'rawId':'y'}").kind() ==
        identifier_kind::unknown);
    CHECK(read("{'communicationUser':{'id':'x','id':'y'}}").raw_id() == "y");

    const auto escaped = read("{'rawId':'4:\\u0000\\n\\u00e9','phoneNumber':{'value':'\\u0000'}}");
    CHECK(escaped.raw_id() == std::string("4:\0\n\xc3\xa9", 6));
    CHECK(read("\xef\xbb\xbf{'rawId':'\xff'}").raw_id() == "\xff");
    const std::string big(1'000'000, 'a');
    CHECK(identifier_from_json(to_json(unknown_identifier(big))).value().raw_id() == big);
}
