#include "emulator/protocol/request_body.hpp"

#include "emulator/encoding/case_folding.hpp"
#include "emulator/protocol/decisions.hpp"

namespace acs::emulation {

namespace {

std::string_view trim(std::string_view text)
{
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

bool is_utf8(std::string_view charset)
{
    if (charset.size() >= 2 && charset.front() == '"' && charset.back() == '"')
        charset = charset.substr(1, charset.size() - 2);
    return equal_ignoring_case(charset, "utf-8") || equal_ignoring_case(charset, "us-ascii");
}

bool is_json(std::string_view content_type)
{
    auto end = content_type.find(';');
    const std::string_view type = trim(content_type.substr(0, end));
    constexpr std::string_view suffix = "+json";
    const bool right_type = equal_ignoring_case(type, "application/json") ||
                            equal_ignoring_case(type, "text/json") ||
                            (type.size() > suffix.size() && type.find('/') != std::string_view::npos &&
                             equal_ignoring_case(type.substr(type.size() - suffix.size()), suffix));
    if (!right_type)
        return false;
    while (end != std::string_view::npos) {
        content_type.remove_prefix(end + 1);
        end = content_type.find(';');
        const std::string_view parameter = trim(content_type.substr(0, end));
        constexpr std::string_view charset = "charset=";
        if (equal_ignoring_case(parameter.substr(0, charset.size()), charset) &&
            !is_utf8(parameter.substr(charset.size())))
            return false;
    }
    return true;
}

} // namespace

request_body::request_body(const request& received)
{
    if (received.body.empty())
        return;
    if (received.headers.count("Content-Type") > 1) {
        problem_ = decisions::repeated_media_type();
        return;
    }
    const std::string_view content_type = received.headers.find("Content-Type").value_or("");
    if (!is_json(content_type)) {
        problem_ = decisions::wrong_media_type(content_type);
        return;
    }
    boost::json::error_code error;
    value_ = boost::json::parse(received.body, error);
    if (error)
        problem_ = decisions::malformed_json(error.message());
}

const boost::json::object* request_body::object() const
{
    if (problem_)
        throw service_error(*problem_);
    if (value_.is_null())
        return nullptr;
    if (!value_.is_object())
        throw decisions::wrong_member_type("$", "an object");
    return &value_.get_object();
}

bool request_body::creates_token() const
{
    const auto* object = value_.if_object();
    if (object == nullptr)
        return false;
    const auto* scopes = find_member(*object, "createTokenWithScopes");
    if (scopes == nullptr)
        return false;
    const bool none = scopes->is_array() && scopes->get_array().empty();
    return !(none && decisions::empty_scopes_create_plain_identity);
}

const boost::json::value* find_member(const boost::json::object& object, std::string_view name)
{
    const auto* found = object.if_contains(name);
    if (found == nullptr)
        for (const auto& member : object)
            if (equal_ignoring_case(member.key(), name))
                found = &member.value();
    return found == nullptr || found->is_null() ? nullptr : found;
}

} // namespace acs::emulation
