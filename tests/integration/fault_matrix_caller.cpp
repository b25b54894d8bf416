#include "fault_matrix_caller.hpp"

#include <string_view>
#include <utility>

using namespace acs;

namespace {

constexpr std::string_view application = "11111111-2222-3333-4444-555555555555";
constexpr std::string_view person_id = "66666666-7777-8888-9999-000000000000";
constexpr std::string_view tenant_id = "99999999-8888-7777-6666-555555555555";

template <class T>
result<void> only_error(const result<T>& finished)
{
    if (finished)
        return {};
    return finished.error();
}

bool is_about_assignment(operation what)
{
    return what == operation::get_teams_extension_assignment ||
           what == operation::set_teams_extension_assignment ||
           what == operation::delete_teams_extension_assignment;
}

} // namespace

fault_matrix_caller::fault_matrix_caller(client_fixture& on, identity_client& undisturbed)
    : on_(on), undisturbed_(undisturbed), teams_token_(person("https://auth.msft.communication.azure.com")),
      entra_token_(person("https://communication.azure.com/clients"))
{}

// The matrix takes days of virtual time.
secret fault_matrix_caller::person(const std::string& audience)
{
    const std::string wanted = R"({"appId":")" + std::string(application) + R"(","userId":")" +
                               std::string(person_id) + R"(","tenantId":")" + std::string(tenant_id) +
                               R"(","audience":")" + audience + R"(","seconds":31536000})";
    return secret(on_.post("entra-token", wanted).at("token").as_string());
}

void fault_matrix_caller::set_up(const fault_matrix_operation& what)
{
    user_ = on_.run(undisturbed_.create_user()).value();
    object_id_ = person_id;
    if (what.value() == operation::get_teams_extension_assignment)
        assign();
}

void fault_matrix_caller::renew(const fault_matrix_operation& what)
{
    got_ = {};
    const std::string number = std::to_string(1'000'000 + ++number_);
    custom_id_ = "somebody-" + number;
    if (what.value() == operation::delete_user)
        user_ = on_.run(undisturbed_.create_user()).value();
    if (what.value() == operation::set_teams_extension_assignment ||
        what.value() == operation::delete_teams_extension_assignment)
        object_id_ = "66666666-7777-8888-9999-00000" + number;
    if (what.value() == operation::delete_teams_extension_assignment)
        assign();
}

void fault_matrix_caller::assign()
{
    on_.run(undisturbed_.set_teams_extension_assignment(
                std::string(tenant_id), object_id_, teams_extension_principal::user()))
        .value();
}

void fault_matrix_caller::use(identity_client& client)
{
    on_.run(client.get_token(user_, scope::chat)).value();
}

result<void> fault_matrix_caller::note(const result<communication_user>& got)
{
    if (got)
        got_ = *got;
    return only_error(got);
}

result<void> fault_matrix_caller::note(const result<user_and_token>& got)
{
    if (got)
        got_ = got->user;
    return only_error(got);
}

result<void> fault_matrix_caller::note(const result<teams_extension_assignment>& got)
{
    if (got && (got->object_id != object_id_ || got->principal != teams_extension_principal::user()))
        return errc::internal; // another's
    return only_error(got);
}

result<void> fault_matrix_caller::call(
    identity_client& client, const fault_matrix_operation& what, const call_options& limits)
{
    const std::string tenant(tenant_id);
    switch (what.value()) {
    case operation::create_user:
        return note(on_.run_through_time(
            what.has_custom_id() ? client.create_user(custom_id_, limits) : client.create_user(limits)));
    case operation::create_user_and_token:
        return note(on_.run_through_time(
            what.has_custom_id() ? client.create_user_and_token(custom_id_, scope::chat, limits)
                                 : client.create_user_and_token(scope::chat, limits)));
    case operation::get_token:
        return only_error(on_.run_through_time(client.get_token(user_, scope::chat, limits)));
    case operation::get_token_for_teams_user:
        return only_error(on_.run_through_time(client.get_token_for_teams_user(
            teams_token_, std::string(application), std::string(person_id), limits)));
    case operation::revoke_tokens:
        return on_.run_through_time(client.revoke_tokens(user_, limits));
    case operation::delete_user:
        return on_.run_through_time(client.delete_user(user_, limits));
    case operation::get_user:
        return only_error(on_.run_through_time(client.get_user(user_, limits)));
    case operation::get_token_for_teams_extension_user:
        return note(on_.run_through_time(client.get_token_for_teams_extension_user(teams_token_, limits)));
    case operation::get_token_for_entra_user:
        return note(on_.run_through_time(client.get_token_for_entra_user(entra_token_, limits)));
    case operation::get_teams_extension_assignment:
        return note(on_.run_through_time(client.get_teams_extension_assignment(tenant, object_id_, limits)));
    case operation::set_teams_extension_assignment:
        return note(on_.run_through_time(client.set_teams_extension_assignment(
            tenant, object_id_, teams_extension_principal::user(), limits)));
    case operation::delete_teams_extension_assignment:
        return on_.run_through_time(client.delete_teams_extension_assignment(tenant, object_id_, limits));
    }
    return errc::internal;
}

bool fault_matrix_caller::is_assigned()
{
    const auto there =
        on_.run(undisturbed_.get_teams_extension_assignment(std::string(tenant_id), object_id_));
    if (!there && there.error() != errc::assignment_not_found)
        throw request_failed(there.error()); // fails the test
    return there.has_value();
}

std::string fault_matrix_caller::look_after(const fault_matrix_operation& what, bool succeeded)
{
    if (what.makes_identity() && what.has_custom_id())
        return look_after_creation(what);
    if (is_about_assignment(what.value()))
        return look_after_assignment(what, succeeded);
    return {};
}

std::string fault_matrix_caller::look_after_creation(const fault_matrix_operation& what)
{
    const auto first = std::exchange(got_, {});
    if (const auto again = call(undisturbed_, what, call_options()); !again)
        return "creating it once more fails: " + again.error().message();
    if (!first.id().empty() && first != got_)
        return "one custom id has two identities";
    if (on_.run(undisturbed_.get_user(got_)).value().custom_id != custom_id_)
        return "the identity has another custom id";
    return {};
}

std::string fault_matrix_caller::look_after_assignment(const fault_matrix_operation& what, bool succeeded)
{
    const bool wanted = what.value() != operation::delete_teams_extension_assignment;
    if (succeeded && is_assigned() != wanted)
        return "it isn't done";
    if (const auto again = call(undisturbed_, what, call_options()); !again)
        return "doing it once more fails: " + again.error().message();
    return is_assigned() == wanted ? "" : "doing it twice is not the same as once";
}
