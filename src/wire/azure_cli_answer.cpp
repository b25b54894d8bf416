#include "wire/azure_cli_answer.hpp"

#include "wire/answer_members.hpp"
#include "wire/ascii.hpp"
#include "wire/decimal.hpp"
#include "wire/json_document.hpp"
#include "wire/make_error.hpp"
#include "wire/redaction.hpp"

#include <algorithm>
#include <cstdint>

namespace acs::wire {

namespace {

namespace json = boost::json;
using namespace std::chrono;

// The clock's nanoseconds end in 2262.
constexpr std::int64_t end_of_clock = sys_seconds(sys_days(2262y / January / 1)).time_since_epoch().count();

std::optional<wall_time> seconds_member(const json::object& object, json::string_view name)
{
    const json::value* member = object.if_contains(name);
    std::optional<std::int64_t> number;
    if (const std::int64_t* whole = member ? member->if_int64() : nullptr)
        number = *whole;
    else
        number = parse_decimal(trim(text_member(object, name)));
    if (!number || *number < 0)
        return std::nullopt;
    return wall_time(seconds(std::min(*number, end_of_clock)));
}

// "2026-01-31 21:59:10", with whatever fraction: it is cut off.
std::optional<local_seconds> parse_local_time(std::string_view text)
{
    constexpr std::string_view shape = "0000-00-00 00:00:00";
    if (text.size() < shape.size() || (text.size() > shape.size() && text[shape.size()] != '.'))
        return std::nullopt;
    for (std::size_t i = 0; i < shape.size(); ++i)
        if (shape[i] == '0' ? !is_digit(text[i]) : text[i] != shape[i])
            return std::nullopt;
    const auto number = [text](std::size_t at, std::size_t size) {
        return static_cast<int>(*parse_decimal(text.substr(at, size)));
    };
    const year_month_day date(
        year(number(0, 4)), month(static_cast<unsigned>(number(5, 2))),
        day(static_cast<unsigned>(number(8, 2))));
    const int hour = number(11, 2);
    const int minute = number(14, 2);
    const int second = number(17, 2);
    if (!date.ok() || date.year() < 1970y || date.year() >= 2262y || hour > 23 || minute > 59 || second > 60)
        return std::nullopt;
    return local_days(date) + hours(hour) + minutes(minute) + seconds(second);
}

bool may_be_of_token(char c)
{
    return is_alphanumeric(c) || c == '-' || c == '_' || c == '.';
}

// Where in a run of such characters a token begins: JSON web tokens do so with the first letters of a JSON
// object in base64, and what is longer than any word is a token of another kind.
std::size_t token_begin(std::string_view run)
{
    constexpr std::size_t longest_word = 100;
    constexpr std::size_t shortest_token = 20;
    const std::size_t begin = run.size() > longest_word ? 0 : run.find("eyJ");
    return begin < run.size() && run.size() - begin >= shortest_token ? begin : run.size();
}

// The size of a terminal's control sequence for colours at the text's start.
std::size_t sequence_size(std::string_view text)
{
    if (!text.starts_with("\x1b["))
        return 0;
    const auto end = std::min(text.size(), text.find_first_not_of("0123456789;", 2));
    return text.substr(end).starts_with('m') ? end + 1 : 0;
}

} // namespace

result<azure_cli_token> parse_azure_cli_token(std::string_view output)
{
    const json_document document(output);
    const json::object* object = document.object();
    if (!object)
        return make_error(errc::malformed_response, "the output of az is not a JSON object");
    azure_cli_token made;
    made.text = secret(text_member(*object, "accessToken"));
    if (made.text.empty())
        return make_error(
            errc::malformed_response, "in the output of az, accessToken is missing or not a string");
    made.expires_on = seconds_member(*object, "expires_on");
    if (!made.expires_on)
        made.expires_local = parse_local_time(trim(text_member(*object, "expiresOn")));
    if (!made.expires_on && !made.expires_local)
        return make_error(
            errc::malformed_response, "in the output of az, expires_on and expiresOn are missing or no time");
    return made;
}

std::string azure_cli_words(std::string_view output)
{
    wiping_string words;
    words.reserve(output.size() + 16);
    while (!output.empty()) {
        const auto size = static_cast<std::size_t>(
            std::find_if_not(output.begin(), output.end(), may_be_of_token) - output.begin());
        if (const std::size_t shown = token_begin(output.substr(0, size)); size != 0) {
            words.append(output.substr(0, shown)).append(shown < size ? "REDACTED" : "");
            output.remove_prefix(size);
            continue;
        }
        const char c = output.front();
        const bool blank = c == ' ' || static_cast<unsigned char>(c) < ' ' || c == '\x7f';
        if (!blank)
            words += c;
        else if (!words.empty() && !words.ends_with(' '))
            words += ' ';
        output.remove_prefix(std::max<std::size_t>(sequence_size(output), 1));
    }
    return redacted(trim(words), {});
}

} // namespace acs::wire
