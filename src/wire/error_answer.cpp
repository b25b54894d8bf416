#include "wire/error_answer.hpp"

#include "wire/answer_members.hpp"
#include "wire/clock_skew.hpp"
#include "wire/json_document.hpp"
#include "wire/redaction.hpp"
#include "wire/retry_after.hpp"

#include <boost/json/value.hpp>

namespace acs::wire {

namespace {

namespace json = boost::json;

constexpr int deepest_details = 8;

using secret_texts = std::span<const std::string_view>;

service_error parse_service_error(const json::object& object, secret_texts secrets, int depth)
{
    service_error parsed;
    parsed.code = redacted_member(object, "code", secrets);
    parsed.message = redacted_member(object, "message", secrets);
    parsed.target = redacted_member(object, "target", secrets);
    if (depth == deepest_details)
        return parsed;
    if (const json::value* details = object.if_contains("details"); details && details->is_array())
        for (const json::value& detail : details->get_array())
            if (detail.is_object())
                parsed.details.push_back(parse_service_error(detail.get_object(), secrets, depth + 1));
    if (const json::value* inner = object.if_contains("innererror"); inner && inner->is_object())
        parsed.inner = std::make_shared<const service_error>(
            parse_service_error(inner->get_object(), secrets, depth + 1));
    return parsed;
}

// {"error":{...}}: false if the body is anything else.
bool parse_envelope(const wiping_string& body, secret_texts secrets, service_error& to)
{
    const json_document document(body);
    const json::object* object = document.object();
    if (!object)
        return false;
    const json::value* member = object->if_contains("error");
    if (!member || !member->is_object())
        return false;
    to = parse_service_error(member->get_object(), secrets, 0);
    return !to.code.empty() || !to.message.empty();
}

errc classify_unauthorized(const request& sent, const response& answer, wall_time now, error_details& details)
{
    if (sent.operation == operation::get_token_for_teams_user && details.service.code == "InvalidAccessToken")
        return errc::invalid_teams_token;
    if (sent.operation == operation::get_token_for_teams_extension_user ||
        sent.operation == operation::get_token_for_entra_user) // nothing else authorised it
        return errc::invalid_entra_token;
    if (const auto difference = clock_skew(answer, now)) {
        details.what = "this machine's clock is " + std::to_string(std::chrono::abs(*difference).count()) +
                       (difference->count() > 0 ? " s ahead of" : " s behind") + " the service's";
        return errc::clock_skewed;
    }
    return errc::authentication_failed;
}

bool is_json(const response& answer)
{
    return json_document(answer.body).root() != nullptr;
}

bool addresses_an_identity(operation value)
{
    return value == operation::get_token || value == operation::revoke_tokens ||
           value == operation::delete_user || value == operation::get_user;
}

// Setting one doesn't need it to be there.
bool needs_an_assignment(operation value)
{
    return value == operation::get_teams_extension_assignment ||
           value == operation::delete_teams_extension_assignment;
}

errc classify(
    const request& sent, const response& answer, wall_time now, bool envelope, error_details& details)
{
    const int status = answer.status;
    // Gateways answer these with pages of their own on behalf of the service: the status says enough.
    if (status == 429)
        return errc::throttled;
    if (status == 408 || (status >= 500 && status <= 599))
        return errc::service_unavailable;
    if (status == 407 || (status >= 300 && status <= 399) || (!envelope && is_html(answer))) {
        details.what = status == 407     ? "a proxy asks for credentials"
                       : is_html(answer) ? "the answer is a web page"
                                         : "the answer is a redirection";
        return errc::not_the_service;
    }
    if (status >= 200 && status <= 299) {
        details.what = "the operation answers status " + std::to_string(sent.success_status);
        if (sent.other_success_status != 0)
            details.what += " or " + std::to_string(sent.other_success_status);
        details.what += " on success";
        return errc::malformed_response;
    }
    if (status == 401)
        return classify_unauthorized(sent, answer, now, details);
    if (status == 403)
        return errc::forbidden;
    if (status == 404 && !envelope && !answer.body.empty() && !is_json(answer)) {
        details.what = "the answer is not JSON";
        return errc::not_the_service; // such as a gateway that knows no such host
    }
    if (status == 404 && addresses_an_identity(sent.operation))
        return errc::identity_not_found;
    if (status == 404 && needs_an_assignment(sent.operation))
        return errc::assignment_not_found;
    if (status == 400 && details.service.code == "UnsupportedApiVersion")
        return errc::unsupported_api_version;
    if (status == 400 && details.service.target == "ExpiresInMinutes")
        return errc::invalid_token_lifetime;
    return errc::request_rejected;
}

} // namespace

bool is_html(const response& answer)
{
    if (const auto type = answer.find("Content-Type");
        type && starts_with_ignoring_case(trim(*type), "text/html"))
        return true;
    return trim(answer.body).starts_with('<');
}

error make_service_error(
    const request& sent, const response& answer, wall_time now, std::span<const std::string_view> secrets)
{
    error_details details;
    details.http_status = answer.status;
    details.retry_after = retry_after(answer, now);
    const bool envelope = parse_envelope(answer.body, secrets, details.service);
    const errc code = classify(sent, answer, now, envelope, details);
    if (code == errc::unsupported_api_version)
        if (const auto known = answer.find("api-supported-versions"))
            details.what = "those that it knows here: " + redacted(*known, secrets);
    return {code, std::move(details)};
}

} // namespace acs::wire
