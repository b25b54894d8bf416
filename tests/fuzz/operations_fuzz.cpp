// Bodies of successful answers. What strict JSON has to say is understood, errors are of two kinds, and none
// shows the token.

#include "fuzz/answer_text.hpp"
#include "fuzz/planted_secret.hpp"
#include "fuzz/require.hpp"
#include "wire/access_operations.hpp"
#include "wire/operations.hpp"
#include "wire/timestamp.hpp"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <chrono>
#include <cstdint>
#include <string_view>

namespace json = boost::json;
using fuzz::require;

namespace {

constexpr fuzz::planted_secret token('~', "eyJhbGciOiJSUzI1NiJ9.eyJza3lwZWlkIjoiYWNzOjEifQ.c2lnbmF0dXJl");

template <class T>
void require_decent_error(const acs::result<T>& parsed)
{
    if (parsed)
        return;
    const acs::error& why = parsed.error();
    require(why == acs::errc::malformed_response || why == acs::errc::not_the_service, "two kinds of error");
    token.require_hidden(why.message());
}

std::string_view text_at(const json::value& object, const char* name)
{
    const json::value* member = object.is_object() ? object.get_object().if_contains(name) : nullptr;
    return member && member->is_string() ? std::string_view(member->get_string()) : std::string_view();
}

const json::value& member_at(const json::value& object, const char* name)
{
    static const json::value none;
    const json::value* member = object.is_object() ? object.get_object().if_contains(name) : nullptr;
    return member ? *member : none;
}

void require_agreement(const json::value& object, const acs::access_token* parsed)
{
    const auto expiry = acs::wire::parse_timestamp(text_at(object, "expiresOn"));
    const std::string_view text = text_at(object, "token");
    require((!text.empty() && expiry) == (parsed != nullptr), "a token is found where there is one");
    if (!parsed)
        return;
    require(parsed->token() == text, "the token's text is the member's");
    require(parsed->expires_on() == *expiry, "the expiry is the member's");
}

void require_agreement(const json::value& root, const acs::result<acs::user_detail>& parsed)
{
    const json::value& issued = member_at(root, "lastTokenIssuedAt");
    const auto at = acs::wire::parse_timestamp(text_at(root, "lastTokenIssuedAt"));
    const std::string_view id = text_at(root, "id");
    require(
        parsed.has_value() == (!id.empty() && (issued.is_null() || at)),
        "details are found where there are any");
    if (!parsed)
        return;
    require(parsed->user.id() == id, "the identity is the member's");
    require(parsed->custom_id == text_at(root, "customId"), "the custom id is the member's");
    require(parsed->last_token_issued_at == at, "the time is the member's");
}

bool is_list_of_texts(const json::value& value)
{
    if (!value.is_array())
        return value.is_null();
    const json::array& list = value.get_array();
    return std::all_of(list.begin(), list.end(), [](const json::value& one) { return one.is_string(); });
}

void require_agreement(const json::value& root, const acs::result<acs::teams_extension_assignment>& parsed)
{
    const std::string_view tenant = text_at(root, "tenantId");
    const std::string_view object = text_at(root, "objectId");
    const std::string_view principal = text_at(root, "principalType");
    const json::value& client_ids = member_at(root, "clientIds");
    require(
        parsed.has_value() ==
            (!tenant.empty() && !object.empty() && !principal.empty() && is_list_of_texts(client_ids)),
        "an assignment is found where there is one");
    if (!parsed)
        return;
    require(
        parsed->tenant_id == tenant && parsed->object_id == object && parsed->principal.name() == principal,
        "the assignment is the members'");
    require(
        parsed->client_ids.size() == (client_ids.is_array() ? client_ids.get_array().size() : 0),
        "the applications are the member's");
}

// Whatever expiry and Date say, a token is used no longer than was asked for.
void require_bounded_life(acs::wire::response answer)
{
    answer.asked.boot = acs::boot_time(std::chrono::hours(100));
    answer.asked.utc = std::chrono::sys_days(std::chrono::days(20'000));
    answer.token_lifetime = std::chrono::hours(24);
    const auto read = acs::wire::parse_token(answer);
    require(
        !read || read->usable_until() < answer.asked.boot + *answer.token_lifetime, "it ends with its life");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string planted = token.plant({reinterpret_cast<const char*>(data), size});
    const fuzz::answer_text input(planted);
    const acs::wire::response& answer = input.answer;
    const auto user = acs::wire::parse_user(answer);
    const auto issued = acs::wire::parse_token(answer);
    const auto both = acs::wire::parse_user_and_token(answer);
    const auto detail = acs::wire::parse_user_detail(answer);
    const auto assignment = acs::wire::parse_teams_extension_assignment(answer);
    require_decent_error(user);
    require_decent_error(detail);
    require_decent_error(assignment);
    require_decent_error(issued);
    require_decent_error(both);
    require_bounded_life(answer);

    acs::wire::response marked = answer;
    marked.headers = {};
    const auto plain = acs::wire::parse_token(marked);
    if (!marked.body.starts_with("\xef\xbb\xbf"))
        marked.body.insert(0, "\xef\xbb\xbf");
    require(
        acs::wire::parse_token(marked).has_value() == plain.has_value(), "a byte order mark changes nothing");

    boost::system::error_code ec;
    const json::value root = json::parse(json::string_view(answer.body.data(), answer.body.size()), ec);
    if (ec || !answer.headers.empty())
        return 0;
    require_agreement(root, issued ? &*issued : nullptr);
    require_agreement(root, detail);
    require_agreement(root, assignment);
    const std::string_view id = text_at(member_at(root, "identity"), "id");
    require(user.has_value() == !id.empty(), "an identity is found where there is one");
    if (user)
        require(user->id() == id, "the identity is the member's");
    if (!user)
        require(!both, "no identity, no identity with a token");
    else
        require_agreement(member_at(root, "accessToken"), both ? &both->token : nullptr);
    return 0;
}
