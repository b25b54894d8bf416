#include "pipeline/authorisation.hpp"

#include "pipeline/pending_prepare.hpp"
#include "wire/ascii.hpp"
#include "wire/claims_challenge.hpp"
#include "wire/make_error.hpp"
#include "wire/redaction.hpp"

#include <array>
#include <exception>
#include <string>
#include <utility>

namespace acs::pipeline {

using wire::make_error;

authorisation::authorisation(const wire::request& request, std::shared_ptr<credential> by)
    : request_(request), by_(request.bearer.empty() ? std::move(by) : nullptr)
{}

bool authorisation::is_ready(wall_time now) const
{
    return !by_ || by_->is_ready(now);
}

boost::asio::awaitable<std::optional<error>> authorisation::prepare(transport::deadline& call) const
{
    return acs::pipeline::prepare(by_, call);
}

result<void> authorisation::add_to(request_writer& writer) const
{
    for (const wire::request_header& header : request_.headers)
        if (!writer.add_header(header.name, header.value.reveal()))
            return make_error(
                errc::invalid_argument,
                "the header " + std::string(header.name) + " has characters that a header can't have");
    if (!by_) {
        if (!writer.add_bearer(request_.bearer.reveal()))
            return make_error(errc::invalid_argument, "the token has characters that a header can't have");
        return {};
    }
    try {
        return by_->authorise(writer);
    } catch (...) {
        return make_error(errc::credential_failed, std::current_exception());
    }
}

bool authorisation::was_lost(wall_time now)
{
    constexpr unsigned most = 3; // else a credential that is never ready would hold the call for ever
    return !is_ready(now) && ++losses_ <= most;
}

error authorisation::explained(
    const error& why, const request_writer& sent, const wire::response& answer) const
{
    const bool refused = why == errc::authentication_failed;
    if (!by_ || !sent.authorization().starts_with("Bearer ") || !(refused || why == errc::forbidden))
        return why;
    error_details details = why.details();
    details.next =
        refused ? "check that the token is for the scope https://communication.azure.com//.default (two "
                  "slashes), that it has not expired, and that the application or identity has a role on "
                  "this resource, such as Contributor"
                : "check that the identity belongs to this resource, and that the application or "
                  "identity that the token is for has a role on it, such as Contributor";
    for (const auto& [name, value] : answer.headers)
        if (const auto claims = refused && wire::equal_ignoring_case(name, "WWW-Authenticate")
                                    ? wire::claims_of_challenge(value)
                                    : std::nullopt) {
            const std::array<std::string_view, 1> secrets{sent.authorization_secret()};
            details.what = "the service wants a token with other claims: " + wire::redacted(*claims, secrets);
            details.next =
                "use a credential that gets tokens with claims (managed identities and the Azure CLI "
                "can't), or change the policy that asks for them";
        }
    return {static_cast<errc>(why.code().value()), std::move(details)};
}

bool authorisation::refused(const request_writer& sent, const wire::response& answer)
{
    if (!by_)
        return false;
    if (!challenged_)
        for (const auto& [name, value] : answer.headers)
            if (wire::equal_ignoring_case(name, "WWW-Authenticate") &&
                by_->challenged(sent.authorization(), value))
                return challenged_ = true;
    by_->rejected(sent.authorization());
    return false;
}

} // namespace acs::pipeline
