// Identifiers, the input as a raw id and as JSON: what is read keeps its raw id, follows from its fields, and
// can be written and read again.

#include "fuzz/require.hpp"

#include <acs/identifier.hpp>

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

using fuzz::require;

namespace {

// The same kind of identifier made of the fields alone, without the raw id.
struct rebuild
{
    acs::communication_identifier operator()(const acs::communication_user& who) const
    {
        return acs::communication_user(who.id());
    }
    acs::communication_identifier operator()(const acs::phone_number_identifier& who) const
    {
        return acs::phone_number_identifier(who.number());
    }
    acs::communication_identifier operator()(const acs::microsoft_teams_user& who) const
    {
        return who.is_anonymous() ? acs::microsoft_teams_user::anonymous(who.user_id(), who.cloud())
                                  : acs::microsoft_teams_user(who.user_id(), who.cloud());
    }
    acs::communication_identifier operator()(const acs::microsoft_teams_app& who) const
    {
        return acs::microsoft_teams_app(who.app_id(), who.cloud());
    }
    acs::communication_identifier operator()(const acs::teams_extension_user& who) const
    {
        return acs::teams_extension_user(who.user_id(), who.tenant_id(), who.resource_id(), who.cloud());
    }
    acs::communication_identifier operator()(const acs::unknown_identifier& who) const
    {
        return acs::unknown_identifier(who.id());
    }
};

void require_json_and_back(const acs::communication_identifier& who)
{
    const std::string written = acs::to_json(who);
    const auto again = acs::identifier_from_json(written);
    require(again.has_value(), "what is written can be read");
    require(*again == who, "and is the same identifier");
    require(acs::to_json(*again) == written, "with the same fields");
    require(
        std::hash<acs::communication_identifier>()(*again) == std::hash<acs::communication_identifier>()(who),
        "what is equal has the same hash");
}

void require_phone(const acs::phone_number_identifier& phone)
{
    const auto asserted_id = phone.asserted_id();
    require(!phone.is_anonymous() || !asserted_id, "who is anonymous has no asserted id");
    require(
        !asserted_id || (!asserted_id->empty() && phone.raw_id().ends_with("_" + *asserted_id)),
        "the asserted id is the end of the raw id");
}

void require_raw_id(const std::string& text)
{
    const auto who = acs::communication_identifier::from_raw_id(text);
    require(who.has_value() == !text.empty(), "only an empty raw id is refused");
    if (!who)
        return;
    require(who->raw_id() == text, "the raw id stays as it is");
    require(who->visit(rebuild()) == *who, "the raw id follows from the fields");
    const bool phone = who->kind() == acs::identifier_kind::phone_number;
    require(phone == text.starts_with("4:"), "phone numbers begin with 4:, and nothing else does");
    const bool unknown = who->kind() == acs::identifier_kind::unknown;
    require(
        phone || unknown || std::count(text.begin(), text.end(), ':') == 2,
        "what is known has three segments");
    if (const auto* number = who->get_if<acs::phone_number_identifier>())
        require_phone(*number);
    require_json_and_back(*who);
}

void require_json(std::string_view text)
{
    const auto who = acs::identifier_from_json(text);
    if (!who) {
        require(who.error() == acs::errc::invalid_argument, "one kind of error");
        return;
    }
    require(!who->raw_id().empty(), "everybody has a raw id");
    if (const auto* number = who->get_if<acs::phone_number_identifier>())
        require_phone(*number);
    require_json_and_back(*who);
    require_raw_id(who->raw_id());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string text(reinterpret_cast<const char*>(data), size);
    require_raw_id(text);
    require_json(text);
    return 0;
}
