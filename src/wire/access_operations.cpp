#include "wire/access_operations.hpp"

#include "wire/answer_members.hpp"
#include "wire/json_document.hpp"
#include "wire/json_storage.hpp"
#include "wire/percent_encoding.hpp"
#include "wire/target.hpp"

#include <boost/json/value.hpp>
#include <utility>

namespace acs::wire {

namespace {

namespace json = boost::json;

request exchange_at_path(
    acs::operation what, std::string_view path, std::string_view version, std::string_view entra_token)
{
    request made;
    made.operation = what;
    made.method = "POST";
    made.target = target(path, version);
    made.body = "{}";
    made.bearer = secret(entra_token);
    return made;
}

request assignment_request(
    acs::operation what, std::string_view method, std::string_view version, std::string_view tenant_id,
    std::string_view object_id)
{
    request made;
    made.operation = what;
    made.method = method;
    std::string path = "/access/teamsExtension/tenants/";
    append_percent_encoded(tenant_id, path);
    path += "/assignments/";
    append_percent_encoded(object_id, path);
    made.target = target(path, version);
    return made;
}

json::string_view view(std::string_view text)
{
    return {text.data(), text.size()};
}

// Names of applications; what is not there is none.
std::optional<std::vector<std::string>> texts_of(const json::value* member)
{
    std::vector<std::string> texts;
    if (!member || member->is_null())
        return texts;
    const json::array* list = member->if_array();
    if (!list)
        return std::nullopt;
    for (const json::value& one : *list) {
        const json::string* text = one.if_string();
        if (!text)
            return std::nullopt;
        texts.emplace_back(text->data(), text->size());
    }
    return texts;
}

} // namespace

request get_token_for_teams_extension_user_request(std::string_view version, std::string_view entra_token)
{
    return exchange_at_path(
        operation::get_token_for_teams_extension_user, "/access/teamsExtension/:exchangeAccessToken", version,
        entra_token);
}

request get_token_for_entra_user_request(std::string_view version, std::string_view entra_token)
{
    return exchange_at_path(
        operation::get_token_for_entra_user, "/access/entra/:exchangeAccessToken", version, entra_token);
}

request get_teams_extension_assignment_request(
    std::string_view version, std::string_view tenant_id, std::string_view object_id)
{
    return assignment_request(
        operation::get_teams_extension_assignment, "GET", version, tenant_id, object_id);
}

request set_teams_extension_assignment_request(
    std::string_view version, std::string_view tenant_id, std::string_view object_id,
    const teams_extension_principal& principal, const std::optional<std::vector<std::string>>& client_ids)
{
    request made =
        assignment_request(operation::set_teams_extension_assignment, "PUT", version, tenant_id, object_id);
    made.other_success_status = 201; // there was none before
    json::object body;
    body["principalType"] = view(principal.name());
    if (client_ids) {
        json::array& list = body["clientIds"].emplace_array();
        for (const std::string& id : *client_ids)
            list.emplace_back(view(id));
    }
    append_json(std::move(body), made.body);
    return made;
}

request delete_teams_extension_assignment_request(
    std::string_view version, std::string_view tenant_id, std::string_view object_id)
{
    request made = assignment_request(
        operation::delete_teams_extension_assignment, "DELETE", version, tenant_id, object_id);
    made.success_status = 204;
    return made;
}

result<teams_extension_assignment> parse_teams_extension_assignment(const response& answer)
{
    const json_document body(answer.body);
    if (const auto wrong = check_body(answer, body))
        return *wrong;
    const json::object& object = *body.object();
    teams_extension_assignment made;
    made.tenant_id = text_member(object, "tenantId");
    made.object_id = text_member(object, "objectId");
    made.principal = teams_extension_principal(std::string(text_member(object, "principalType")));
    if (made.tenant_id.empty() || made.object_id.empty() || made.principal.name().empty())
        return malformed(answer, "tenantId, objectId or principalType is missing or not a string");
    auto client_ids = texts_of(object.if_contains("clientIds"));
    if (!client_ids)
        return malformed(answer, "the member clientIds is not a list of strings");
    made.client_ids = std::move(*client_ids);
    made.created = answer.status == 201;
    return made;
}

} // namespace acs::wire
