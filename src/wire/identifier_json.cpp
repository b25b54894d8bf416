#include "wire/json_document.hpp"

#include <acs/communication_identifier.hpp>

#include <array>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

namespace acs {

namespace {

namespace json = boost::json;

constexpr std::array kinds{
    identifier_kind::communication_user, identifier_kind::phone_number, identifier_kind::microsoft_teams_user,
    identifier_kind::microsoft_teams_app, identifier_kind::teams_extension_user};

json::string_view as_json(std::string_view text)
{
    return {text.data(), text.size()};
}

json::object fields(const communication_user& who)
{
    return {{"id", who.id()}};
}

json::object fields(const phone_number_identifier& who)
{
    json::object made{{"value", who.number()}, {"isAnonymous", who.is_anonymous()}};
    if (const auto asserted_id = who.asserted_id())
        made.emplace("assertedId", *asserted_id);
    return made;
}

json::object fields(const microsoft_teams_user& who)
{
    return {
        {"userId", who.user_id()},
        {"isAnonymous", who.is_anonymous()},
        {"cloud", as_json(who.cloud().name())}};
}

json::object fields(const microsoft_teams_app& who)
{
    return {{"appId", who.app_id()}, {"cloud", as_json(who.cloud().name())}};
}

json::object fields(const teams_extension_user& who)
{
    return {
        {"userId", who.user_id()},
        {"tenantId", who.tenant_id()},
        {"resourceId", who.resource_id()},
        {"cloud", as_json(who.cloud().name())}};
}

json::object fields(const unknown_identifier&)
{
    return {};
}

error invalid(std::string what)
{
    error_details details;
    details.what = std::move(what);
    return {errc::invalid_argument, std::move(details)};
}

// Null if it is missing or null.
const json::value* find(const json::object& object, std::string_view name)
{
    const json::value* member = object.if_contains(as_json(name));
    return member && !member->is_null() ? member : nullptr;
}

// Reads the properties of an identifier of one kind. The first that is missing or of another type becomes the
// error, and the identifier isn't used.
class property_reader
{
public:
    explicit property_reader(identifier_kind kind) : kind_(kind) {}

    std::string text(const json::object& object, std::string_view name)
    {
        const json::value* member = find(object, name);
        const json::string* text = member ? member->if_string() : nullptr;
        if (text)
            return {text->data(), text->size()};
        refuse(name, member, "a string");
        return {};
    }

    bool boolean(const json::object& object, std::string_view name)
    {
        const json::value* member = find(object, name);
        const bool* value = member ? member->if_bool() : nullptr;
        if (!value)
            refuse(name, member, "true or false");
        return value && *value;
    }

    communication_cloud cloud(const json::object& object)
    {
        return communication_cloud(text(object, "cloud"));
    }

    result<communication_identifier> finish(communication_identifier who)
    {
        if (what_.empty() && who.raw_id().empty())
            what_ = "the id of an identifier of the kind " + std::string(to_string(kind_)) + " is empty";
        if (!what_.empty())
            return invalid(std::move(what_));
        return who;
    }

private:
    void refuse(std::string_view name, bool is_there, std::string_view type)
    {
        if (!what_.empty())
            return;
        what_.append("the property ").append(name).append(" of an identifier of the kind ");
        what_.append(to_string(kind_)).append(is_there ? " is not " : " is missing");
        if (is_there)
            what_.append(type);
    }

    identifier_kind kind_;
    std::string what_;
};

result<communication_identifier> read(identifier_kind kind, const json::object& root, const json::object& own)
{
    property_reader from(kind);
    switch (kind) {
    case identifier_kind::communication_user:
        return from.finish(communication_user(from.text(own, "id")));
    case identifier_kind::phone_number: {
        std::string number = from.text(own, "value");
        return from.finish(phone_number_identifier(std::move(number), from.text(root, "rawId")));
    }
    case identifier_kind::microsoft_teams_user: {
        std::string user = from.text(own, "userId");
        const bool anonymous = from.boolean(own, "isAnonymous");
        communication_cloud cloud = from.cloud(own);
        std::string raw_id = from.text(root, "rawId");
        return from.finish(
            anonymous ? microsoft_teams_user::anonymous(std::move(user), std::move(cloud), std::move(raw_id))
                      : microsoft_teams_user(std::move(user), std::move(cloud), std::move(raw_id)));
    }
    case identifier_kind::microsoft_teams_app: {
        std::string app = from.text(own, "appId");
        communication_cloud cloud = from.cloud(own);
        return from.finish(microsoft_teams_app(std::move(app), std::move(cloud), from.text(root, "rawId")));
    }
    case identifier_kind::teams_extension_user: {
        std::string user = from.text(own, "userId");
        std::string tenant = from.text(own, "tenantId");
        std::string resource = from.text(own, "resourceId");
        communication_cloud cloud = from.cloud(own);
        return from.finish(teams_extension_user(
            std::move(user), std::move(tenant), std::move(resource), std::move(cloud),
            from.text(root, "rawId")));
    }
    case identifier_kind::unknown:
        break;
    }
    return from.finish(unknown_identifier(from.text(root, "rawId")));
}

} // namespace

std::string to_json(const communication_identifier& who)
{
    json::object root{{"rawId", who.raw_id()}};
    if (who.kind() != identifier_kind::unknown)
        root.emplace(
            as_json(to_string(who.kind())), who.visit([](const auto& which) { return fields(which); }));
    return json::serialize(root);
}

result<communication_identifier> identifier_from_json(std::string_view text)
{
    const wire::json_document document(text);
    if (!document.root())
        return invalid("the identifier is not JSON");
    if (!document.object())
        return invalid("the identifier is not a JSON object");
    const json::object& root = *document.object();

    identifier_kind kind = identifier_kind::unknown;
    const json::value* own = nullptr;
    for (const identifier_kind candidate : kinds) {
        const json::value* member = find(root, to_string(candidate));
        if (!member)
            continue;
        if (own)
            return invalid(
                "an identifier has at most one of " + std::string(to_string(kind)) + " and " +
                std::string(to_string(candidate)));
        kind = candidate;
        own = member;
    }
    if (own && !own->is_object())
        return invalid("the property " + std::string(to_string(kind)) + " is not an object");

    if (const json::value* stated = find(root, "kind")) {
        if (!stated->is_string())
            return invalid("the property kind is not a string");
        if (stated->get_string() != as_json(to_string(kind)))
            kind = identifier_kind::unknown;
    }
    return read(kind, root, kind == identifier_kind::unknown ? root : own->get_object());
}

} // namespace acs
