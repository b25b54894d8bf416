#include "wire/entra_answer.hpp"

#include "wire/answer_members.hpp"
#include "wire/app_service_time.hpp"
#include "wire/ascii.hpp"
#include "wire/decimal.hpp"
#include "wire/error_answer.hpp"
#include "wire/http_date.hpp"
#include "wire/json_document.hpp"
#include "wire/redaction.hpp"
#include "wire/retry_after.hpp"
#include "wire/timestamp.hpp"
#include "wire/token_expiry.hpp"

#include <boost/json/value.hpp>
#include <cmath>
#include <limits>
#include <optional>
#include <string>

namespace acs::wire {

namespace {

namespace json = boost::json;
using std::chrono::seconds;

// As long as Azure's own SDKs accept: 2^31 - 1 seconds, and the end of the year 9999.
constexpr std::int64_t longest_life = std::numeric_limits<std::int32_t>::max();
constexpr std::int64_t latest_expiry = 253'402'300'799;

// A number from 0 to `most`, also as a string of digits. Fractions are cut off.
std::optional<std::int64_t> number_member(
    const json::object& object, json::string_view name, std::int64_t most)
{
    const json::value* member = object.if_contains(name);
    if (!member)
        return std::nullopt;
    std::optional<std::int64_t> number;
    if (member->is_string())
        number = parse_decimal(trim(text_member(object, name)));
    else if (const std::int64_t* whole = member->if_int64())
        number = *whole;
    else if (const double* fraction = member->if_double(); fraction && *fraction >= 0 && *fraction <= 1e15)
        number = static_cast<std::int64_t>(std::floor(*fraction));
    if (!number || *number < 0 || *number > most)
        return std::nullopt;
    return number;
}

std::optional<wall_time> expiry_member(const json::object& object)
{
    if (const auto number = number_member(object, "expires_on", latest_expiry)) {
        // The clock's nanoseconds end in 2262.
        constexpr auto last = std::chrono::floor<seconds>(wall_time::max()).time_since_epoch();
        return wall_time(std::min(seconds(*number), last));
    }
    const std::string_view text = trim(text_member(object, "expires_on"));
    if (const auto time = parse_timestamp(text))
        return time;
    if (const auto time = parse_http_date(text))
        return time;
    return parse_app_service_time(text);
}

// Until when a token can be used that lives so long.
boot_time end_of_life(const response& answer, seconds life)
{
    constexpr seconds safety(1);
    return answer.asked.boot + (life > safety ? life - safety : seconds(0));
}

// The word that stands for the kind of failure, and the sentence for a person.
void read_words(const response& answer, std::span<const std::string_view> secrets, service_error& to)
{
    const json_document body(answer.body);
    const json::object* object = body.object();
    if (!object)
        return;
    const json::value* error = object->if_contains("error");
    if (error && error->is_object()) { // as the services of Azure write errors
        to.code = redacted_member(error->get_object(), "code", secrets);
        to.message = redacted_member(error->get_object(), "message", secrets);
        return;
    }
    to.code = redacted_member(*object, "error", secrets);
    to.message = redacted_member(*object, "error_description", secrets);
    if (to.message.empty())
        to.message = redacted_member(*object, "message", secrets); // App Service
    if (to.code.empty())
        to.code = redacted_member(*object, "exceptionType", secrets);
}

} // namespace

result<issued_token> parse_entra_token(const response& answer)
{
    const json_document body(answer.body);
    const json::object* object = body.object();
    if (!object)
        return malformed(answer, answer.body.empty() ? "the body is empty" : "the body is not a JSON object");
    const std::string_view text = text_member(*object, "access_token");
    if (text.empty())
        return malformed(answer, "the member access_token is missing or not a string");
    if (const auto type = text_member(*object, "token_type");
        !type.empty() && !equal_ignoring_case(type, "Bearer"))
        return malformed(answer, "the member token_type is not Bearer");
    const auto life = number_member(*object, "expires_in", longest_life);
    const auto expires_on = life ? std::nullopt : expiry_member(*object);
    if (!life && !expires_on)
        return malformed(answer, "the members expires_in and expires_on are missing or no time");
    issued_token made;
    if (life)
        made.token = access_token(
            text, answer.asked.utc + answer.asked.correction + seconds(*life),
            end_of_life(answer, seconds(*life)));
    else
        made.token =
            access_token(text, *expires_on, std::max(usable_until(*expires_on, answer), boot_time()));
    if (const auto refresh_in = number_member(*object, "refresh_in", longest_life))
        made.refresh_in = seconds(*refresh_in);
    return made;
}

error read_entra_error(
    const request&, const response& answer, wall_time now, std::span<const std::string_view> secrets)
{
    error_details details;
    details.http_status = answer.status;
    details.retry_after = retry_after(answer, now);
    read_words(answer, secrets, details.service);
    const int status = answer.status;
    errc code = errc::request_rejected;
    if (status == 429) {
        code = errc::throttled;
    } else if (status == 408 || (status >= 500 && status <= 599)) {
        code = errc::service_unavailable;
    } else if (
        status == 407 || (status >= 300 && status <= 399) ||
        (details.service.code.empty() && is_html(answer))) {
        code = errc::not_the_service;
        details.what =
            is_html(answer) ? "the answer is a web page" : "the answer is not that of a token endpoint";
    } else if (status == 400 || status == 401) {
        code = errc::authentication_failed;
    } else if (status == 403) {
        code = errc::forbidden;
    }
    return {code, std::move(details)};
}

} // namespace acs::wire
