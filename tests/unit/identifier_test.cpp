#include "vectors.hpp"

#include <acs/identifier.hpp>

#include <doctest/doctest.h>
#include <map>
#include <set>
#include <unordered_map>
#include <unordered_set>
#include <vector>

using namespace acs;

namespace {

const std::string g1 = "bbbcbc1e-9f06-482a-b5d8-20e3f26ef0cd";
const std::string g2 = "45ab2481-1c1c-4005-be24-0ffb879b1130";
const std::string g3 = "207ffef6-9444-41fb-92ab-20eacaae2768";
const std::string g4 = "01234567-89ab-cdef-0123-456789abcdef";

communication_identifier from(std::string raw_id)
{
    return communication_identifier::from_raw_id(std::move(raw_id)).value();
}

// The fields of an identifier against those of a vector, and the raw id that the fields alone give.
struct vector_check
{
    const boost::json::value& vector;

    std::string operator()(const communication_user& who) const
    {
        CHECK(text_of(vector, "kind") == "communication_user");
        CHECK(who.id() == text_of(vector, "id"));
        return communication_user(who.id()).raw_id();
    }
    std::string operator()(const phone_number_identifier& who) const
    {
        CHECK(text_of(vector, "kind") == "phone_number");
        CHECK(who.number() == text_of(vector, "phone_number"));
        CHECK(who.is_anonymous() == vector.at("is_anonymous").as_bool());
        CHECK(who.asserted_id().has_value() == !vector.at("asserted_id").is_null());
        if (who.asserted_id())
            CHECK(*who.asserted_id() == text_of(vector, "asserted_id"));
        return phone_number_identifier(who.number()).raw_id();
    }
    std::string operator()(const microsoft_teams_user& who) const
    {
        CHECK(text_of(vector, "kind") == "microsoft_teams_user");
        CHECK(who.user_id() == text_of(vector, "user_id"));
        CHECK(who.is_anonymous() == vector.at("is_anonymous").as_bool());
        CHECK(who.cloud().name() == text_of(vector, "cloud"));
        return who.is_anonymous() ? microsoft_teams_user::anonymous(who.user_id(), who.cloud()).raw_id()
                                  : microsoft_teams_user(who.user_id(), who.cloud()).raw_id();
    }
    std::string operator()(const microsoft_teams_app& who) const
    {
        CHECK(text_of(vector, "kind") == "microsoft_teams_app");
        CHECK(who.app_id() == text_of(vector, "app_id"));
        CHECK(who.cloud().name() == text_of(vector, "cloud"));
        return microsoft_teams_app(who.app_id(), who.cloud()).raw_id();
    }
    std::string operator()(const teams_extension_user& who) const
    {
        CHECK(text_of(vector, "kind") == "teams_extension_user");
        CHECK(who.user_id() == text_of(vector, "user_id"));
        CHECK(who.tenant_id() == text_of(vector, "tenant_id"));
        CHECK(who.resource_id() == text_of(vector, "resource_id"));
        CHECK(who.cloud().name() == text_of(vector, "cloud"));
        return teams_extension_user(who.user_id(), who.tenant_id(), who.resource_id(), who.cloud()).raw_id();
    }
    std::string operator()(const unknown_identifier& who) const
    {
        CHECK(text_of(vector, "kind") == "unknown");
        CHECK(who.id() == text_of(vector, "id"));
        return unknown_identifier(who.id()).raw_id();
    }
};

} // namespace

TEST_CASE("identifier: published vectors")
{
    const auto vectors = read_vectors("raw_ids.json");
    REQUIRE(vectors.size() > 30);
    for (const auto& vector : vectors) {
        const std::string raw_id = text_of(vector, "raw_id");
        CAPTURE(raw_id);
        const auto who = communication_identifier::from_raw_id(raw_id);
        REQUIRE(who.has_value());
        CHECK(who->raw_id() == raw_id);
        CHECK(who->visit(vector_check{vector}) == raw_id);
    }
}

TEST_CASE("identifier: raw ids that the vectors don't have")
{
    using kind = identifier_kind;
    const std::vector<std::pair<std::string, kind>> rows{
        {"28:ag09-global:" + g4, kind::unknown},
        {"8:gcch-acs:x:y", kind::unknown},
        {"8:ACS:" + g1 + "_" + g2, kind::unknown}, // case counts
        {"8:Orgid:" + g2, kind::unknown},
        {" 8:orgid:" + g2, kind::unknown},
        {"8:orgid", kind::unknown},
        {"8:orgid:", kind::microsoft_teams_user},
        {"8:acs:", kind::communication_user},
        {"8:acs:__", kind::teams_extension_user},
        {"8:acs:a_b", kind::communication_user},
        {"8:spool:" + g1 + "_" + g2 + "_" + g3, kind::communication_user}, // never of three parts
        {"8:dod-acs:a_b_c_d", kind::communication_user},
        {"28:spool:x", kind::unknown},
        {"4:", kind::phone_number},
        {"4:a:b:c:d", kind::phone_number},
        {"4", kind::unknown},
        {":", kind::unknown},
        {"::", kind::unknown},
        {"8:::", kind::unknown},
        {std::string("8:orgid:\0x", 10), kind::microsoft_teams_user},
        {"x", kind::unknown},
    };
    for (const auto& row : rows) {
        const std::string& raw_id = row.first;
        CAPTURE(raw_id);
        const auto who = from(raw_id);
        CHECK(who.kind() == row.second);
        CHECK(who.raw_id() == raw_id);
    }
    const auto gaps = from("8:acs:__");
    REQUIRE(gaps.get_if<teams_extension_user>());
    CHECK(gaps.get_if<teams_extension_user>()->tenant_id().empty());
}

TEST_CASE("identifier: an empty raw id is refused")
{
    const auto refused = communication_identifier::from_raw_id("");
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error() == errc::invalid_argument);
    CHECK(refused.error().message().find("raw id") != std::string::npos);
}

TEST_CASE("identifier: raw ids of objects")
{
    CHECK(communication_user("someFutureFormat").raw_id() == "someFutureFormat");
    CHECK(communication_identifier(communication_user("someFutureFormat")).raw_id() == "someFutureFormat");
    CHECK(microsoft_teams_user(g2).raw_id() == "8:orgid:" + g2);
    CHECK(microsoft_teams_user(g2, communication_cloud::public_cloud).raw_id() == "8:orgid:" + g2);
    CHECK(microsoft_teams_user(g2, communication_cloud::dod).raw_id() == "8:dod:" + g2);
    CHECK(microsoft_teams_user(g2, communication_cloud::gcch).raw_id() == "8:gcch:" + g2);
    CHECK(microsoft_teams_user::anonymous(g2).raw_id() == "8:teamsvisitor:" + g2);
    CHECK(microsoft_teams_user::anonymous(g2, communication_cloud::dod).raw_id() == "8:teamsvisitor:" + g2);
    CHECK(microsoft_teams_app(g4).raw_id() == "28:orgid:" + g4);
    CHECK(microsoft_teams_app(g4, communication_cloud::gcch).raw_id() == "28:gcch:" + g4);
    CHECK(microsoft_teams_app(g4, communication_cloud::dod).raw_id() == "28:dod:" + g4);
    const std::string parts = g1 + "_" + g2 + "_" + g3;
    CHECK(teams_extension_user(g3, g2, g1).raw_id() == "8:acs:" + parts);
    CHECK(teams_extension_user(g3, g2, g1, communication_cloud::dod).raw_id() == "8:dod-acs:" + parts);
    CHECK(teams_extension_user(g3, g2, g1, communication_cloud::gcch).raw_id() == "8:gcch-acs:" + parts);
    CHECK(phone_number_identifier("+112345556789").raw_id() == "4:+112345556789");
    CHECK(unknown_identifier("48:" + g2).raw_id() == "48:" + g2);
}

TEST_CASE("identifier: a raw id that is given wins")
{
    const auto visitor =
        microsoft_teams_user::anonymous("legacyFormat", communication_cloud(), "8:orgid:legacyFormat");
    CHECK(visitor.raw_id() == "8:orgid:legacyFormat");
    CHECK(visitor.is_anonymous());
    CHECK(phone_number_identifier("+112345556789", "4:112345556789").raw_id() == "4:112345556789");
    CHECK(phone_number_identifier("+112345556789", "4:112345556789").number() == "+112345556789");
    const phone_number_identifier other("otherFormat", "4:" + g3 + "_" + g3);
    CHECK(other.raw_id() == "4:" + g3 + "_" + g3);
    CHECK(other.asserted_id() == g3);
    CHECK(microsoft_teams_app(g4, communication_cloud::dod, "x").raw_id() == "x");
    CHECK(teams_extension_user(g3, g2, g1, communication_cloud::dod, "x").raw_id() == "x");
}

TEST_CASE("identifier: what a phone number's raw id says")
{
    CHECK_FALSE(phone_number_identifier("14255550123").is_anonymous());
    CHECK(phone_number_identifier("anonymous").is_anonymous());
    CHECK_FALSE(phone_number_identifier("anonymous").asserted_id());
    CHECK_FALSE(phone_number_identifier("x", "4:anonymous123").is_anonymous());
    CHECK_FALSE(phone_number_identifier("anonymous", "4:_anonymous").is_anonymous());
    for (const char* none : {"14255550121", "14255550121.123", "14255550121-123", "14255550121_", ""})
        CHECK_FALSE(phone_number_identifier(none).asserted_id());
    const phone_number_identifier asserted("14255550121_123");
    for (int i = 0; i < 3; ++i)
        CHECK(asserted.asserted_id() == "123");
    CHECK(asserted.number() == "14255550121_123");
    CHECK(phone_number_identifier("14255550121_123_456").asserted_id() == "456");
    CHECK(phone_number_identifier("x", "4:_anonymous").asserted_id() == "anonymous");
    CHECK_FALSE(phone_number_identifier("1_2", "8:acs:x_y").asserted_id()); // not a phone number's raw id
}

TEST_CASE("identifier: equality is of kind and raw id")
{
    const auto visitor = microsoft_teams_user::anonymous(g2);
    CHECK(visitor == microsoft_teams_user("override", communication_cloud(), "8:teamsvisitor:" + g2));
    CHECK(phone_number_identifier("14255550123") == phone_number_identifier("+override", "4:14255550123"));
    CHECK(communication_identifier(visitor) == from("8:teamsvisitor:" + g2));
    CHECK(
        microsoft_teams_user(g2, communication_cloud::gcch) !=
        microsoft_teams_user(g2, communication_cloud::dod));
    CHECK(microsoft_teams_app(g4) != microsoft_teams_app(g4, communication_cloud::dod));
    CHECK(
        communication_identifier(communication_user("x")) !=
        communication_identifier(unknown_identifier("x")));
    CHECK(from("4:1") != from("4:+1"));
    CHECK(communication_identifier() == communication_identifier(unknown_identifier()));
}

TEST_CASE("identifier: a key of maps and sets")
{
    const auto vectors = read_vectors("raw_ids.json");
    std::unordered_map<communication_identifier, std::string> hashed;
    std::map<communication_identifier, std::string> ordered;
    std::unordered_set<communication_identifier> hashed_set;
    std::set<communication_identifier> ordered_set;
    for (const auto& vector : vectors) {
        const std::string raw_id = text_of(vector, "raw_id");
        hashed[from(raw_id)] = raw_id;
        ordered[from(raw_id)] = raw_id;
        hashed_set.insert(from(raw_id));
        ordered_set.insert(from(raw_id));
        CHECK(std::hash<communication_identifier>()(from(raw_id)) == std::hash<std::string>()(raw_id));
    }
    CHECK(hashed_set.size() == vectors.size());
    CHECK(ordered_set.size() == vectors.size());
    std::string last;
    for (const auto& [who, raw_id] : ordered) {
        CHECK(hashed.at(who) == raw_id);
        CHECK(hashed.at(from(raw_id)) == raw_id);
        CHECK(hashed_set.contains(who));
        CHECK(last < raw_id); // sorted by raw id
        last = raw_id;
    }
    const std::unordered_set<phone_number_identifier> phones{phone_number_identifier("1")};
    CHECK(phones.contains(phone_number_identifier("x", "4:1")));
    const std::unordered_set<microsoft_teams_user> teams{microsoft_teams_user("1")};
    CHECK_FALSE(teams.contains(microsoft_teams_user::anonymous("1")));
    CHECK(
        std::set<communication_user>{communication_user("b"), communication_user("a")}.begin()->id() == "a");
    CHECK(
        std::unordered_set<microsoft_teams_app>{microsoft_teams_app("1")}.contains(microsoft_teams_app("1")));
    CHECK(std::unordered_set<teams_extension_user>{teams_extension_user()}.size() == 1);
    CHECK(std::unordered_set<unknown_identifier>{unknown_identifier("1")}.contains(unknown_identifier("1")));
}

namespace {

template <class Identifier>
concept gives_pointers = requires(Identifier&& who)
{
    std::forward<Identifier>(who).template get_if<communication_user>();
};

} // namespace

// A temporary's would dangle, as in `if (auto* user = from_raw_id(text).value().get_if<...>())`.
static_assert(gives_pointers<communication_identifier&> && gives_pointers<const communication_identifier&>);
static_assert(!gives_pointers<communication_identifier> && !gives_pointers<const communication_identifier>);

TEST_CASE("identifier: clouds")
{
    CHECK(communication_cloud() == communication_cloud::public_cloud);
    CHECK(communication_cloud("public") == communication_cloud());
    CHECK(communication_cloud("dod") == communication_cloud::dod);
    CHECK(communication_cloud::gcch.name() == "gcch");
    CHECK(communication_cloud("Dod") != communication_cloud::dod);
    CHECK(communication_cloud("").name().empty());
    CHECK(communication_cloud("") != communication_cloud());
    const communication_cloud future("a cloud with a name of more than fifteen letters");
    CHECK(future == communication_cloud(std::string(future.name())));
    CHECK(future != communication_cloud("mars"));
    CHECK(microsoft_teams_user("x", future).cloud() == future);
    CHECK(microsoft_teams_user("x", future).raw_id() == "8:orgid:x");
    CHECK(microsoft_teams_user("x", future, "8:mars:x").raw_id() == "8:mars:x");
    CHECK(teams_extension_user("x", "y", "z", future).raw_id() == "8:acs:z_y_x");
    CHECK(
        communication_identifier(microsoft_teams_user::anonymous("x")).kind() ==
        identifier_kind::microsoft_teams_user);
}

TEST_CASE("identifier: moving leaves nothing to copy")
{
    communication_identifier who = from("8:acs:" + g1 + "_" + g2);
    const std::string text = std::move(who).raw_id();
    CHECK(text == "8:acs:" + g1 + "_" + g2);
    communication_identifier other;
    CHECK(other.raw_id().empty());
    CHECK(other.kind() == identifier_kind::unknown);
    other = from("4:1");
    CHECK(other.get_if<phone_number_identifier>());
    CHECK_FALSE(other.get_if<communication_user>());
    CHECK(other.as_variant().index() == 1);
}
