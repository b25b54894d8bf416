#include "soak_tokens.hpp"

#include <boost/json/parse.hpp>

using namespace acs;

void soak_tokens::check(const soak_call& call, std::vector<std::string>& complaints)
{
    if (call.task().makes_identity() && !call.failure())
        check_identity(call, complaints);
    if (!call.token().token().empty())
        check_token(call, complaints);
}

void soak_tokens::check_identity(const soak_call& call, std::vector<std::string>& complaints)
{
    const std::string& id = call.received().id();
    if (call.task().has_custom_id()) {
        const auto [known, first] = by_custom_id_.emplace(call.task().custom_id, id);
        if (!first && known->second == id)
            return; // the same as before, as it has to be
        if (!first)
            complaints.push_back(call.request_id() + ": its custom id has two identities");
    }
    if (!created_.insert(id).second)
        complaints.push_back(call.request_id() + ": somebody else was given the same identity");
}

std::string soak_tokens::owner(const soak_call& call)
{
    if (call.task().what == operation::get_token_for_teams_user)
        return "8:orgid:" + call.task().object_id;
    if (call.task().makes_identity() || call.task().is_exchange())
        return call.received().id();
    return call.task().user.id();
}

void soak_tokens::check_token(const soak_call& call, std::vector<std::string>& complaints)
{
    const std::string asked = R"({"token":")" + std::string(call.token().token()) + R"("})";
    const auto reply = boost::json::parse(server_.control("POST", "introspect", asked).body);
    const auto& claims = reply.at("claims");
    if (claims.is_null()) {
        complaints.push_back(call.request_id() + ": what was given is no token");
        return;
    }
    const std::string subject = "8:" + std::string(claims.at("skypeid").as_string());
    if (subject != owner(call))
        complaints.push_back(call.request_id() + ": the token is one of " + subject + ", not " + owner(call));
    if (call.task().is_exchange()) {
        if (!subject.ends_with(call.task().object_id))
            complaints.push_back(call.request_id() + ": the token is one of " + subject);
        return;
    }
    const std::string scopes(claims.at("acsScope").as_string());
    if (scopes != (call.scope() == scope::chat ? "chat" : "voip"))
        complaints.push_back(call.request_id() + ": the token's scope is " + scopes);
}
