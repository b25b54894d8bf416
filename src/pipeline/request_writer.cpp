#include "pipeline/request_writer.hpp"

#include "wire/ascii.hpp"

#include <algorithm>
#include <charconv>

namespace acs::pipeline {

namespace {

constexpr std::size_t room_for_head = 1024; // a signed head takes about 750 bytes; a bearer token grows it

bool is_name(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return wire::is_alphanumeric(c) || c == '-' || c == '_';
    });
}

// Visible characters and blanks. Without a branch in the loop, so that it looks at many at a time.
bool is_value(std::string_view text)
{
    unsigned outside = 0;
    for (const char c : text)
        outside |= static_cast<unsigned char>(c - ' ') > '~' - ' ';
    return outside == 0;
}

} // namespace

request_writer::request_writer(
    const wire::request& request, const common_headers& common, std::string_view request_id, wall_time now)
    : request_(request), common_(common), now_(now)
{
    text_.reserve(room_for_head + request.body.size());
    text_.append(request.method).append(" ").append(request.target).append(" HTTP/1.1\r\nHost: ");
    text_.append(common.host).append("\r\nUser-Agent: ").append(common.user_agent);
    text_.append("\r\nAccept: application/json\r\nx-ms-client-request-id: ").append(request_id);
    text_.append("\r\nx-ms-return-client-request-id: true\r\n");
    if (!request.body.empty())
        text_.append("Content-Type: ").append(request.content_type).append("\r\n");
    if (!request.body.empty() || request.method == "POST") {
        char digits[20];
        const auto end = std::to_chars(std::begin(digits), std::end(digits), request.body.size()).ptr;
        text_.append("Content-Length: ").append(digits, end).append("\r\n");
    }
}

bool request_writer::add_header(std::string_view name, std::string_view value)
{
    if (!is_name(name) || !is_value(value))
        return false;
    text_.append(name).append(": ");
    dated_ = dated_ || wire::equal_ignoring_case(name, "x-ms-date");
    if (wire::equal_ignoring_case(name, "Authorization")) {
        authorization_at_ = text_.size();
        authorization_size_ = value.size();
    }
    text_.append(value).append("\r\n");
    return true;
}

bool request_writer::add_bearer(std::string_view token)
{
    constexpr std::string_view scheme = "Bearer ";
    wire::wiping_string value;
    value.reserve(scheme.size() + token.size() + 16);
    value.append(scheme).append(token);
    return add_header("Authorization", value);
}

std::string_view request_writer::finish()
{
    text_.append("\r\n").append(request_.body);
    return text_;
}

std::string_view request_writer::authorization_secret() const
{
    const std::string_view value = authorization();
    for (const std::string_view start : {std::string_view("Signature="), std::string_view("Bearer ")})
        if (const auto at = value.find(start); at != std::string_view::npos)
            return value.substr(at + start.size());
    return value;
}

std::string_view request_writer::authorization() const
{
    return std::string_view(text_).substr(authorization_at_, authorization_size_);
}

} // namespace acs::pipeline
