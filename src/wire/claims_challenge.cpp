#include "wire/claims_challenge.hpp"

#include "wire/ascii.hpp"
#include "wire/base64.hpp"
#include "wire/json_document.hpp"

#include <algorithm>

namespace acs::wire {

namespace {

// As much as a header may well hold, and a form take.
constexpr std::size_t longest_claims = 8192;

bool is_token_character(char c)
{
    return is_alphanumeric(c) || c == '-' || c == '_' || c == '.' || c == '+' || c == '/' || c == '~' ||
           c == '=' || c == '!' || c == '*' || c == '%';
}

// One after the other: the words and the `name=value` pairs of RFC 9110's challenges.
class challenge_reader
{
public:
    explicit challenge_reader(std::string_view text) : rest_(text) {}

    // False at the end, or where the text is malformed.
    bool next()
    {
        while (!rest_.empty() && (rest_.front() == ' ' || rest_.front() == '\t' || rest_.front() == ','))
            rest_.remove_prefix(1);
        name_ = take_token();
        value_.clear();
        has_value_ = false;
        if (name_.empty())
            return false;
        const auto equals = name_.find('=');
        if (equals == std::string_view::npos || equals + 1 == name_.size())
            return equals == std::string_view::npos || take_quoted(equals);
        value_ = name_.substr(equals + 1);
        name_ = name_.substr(0, equals);
        return has_value_ = true;
    }

    std::string_view name() const { return name_; }
    const std::string& value() const { return value_; }
    bool has_value() const { return has_value_; }

private:
    std::string_view take_token()
    {
        const auto end = std::find_if_not(rest_.begin(), rest_.end(), is_token_character);
        const auto token = rest_.substr(0, static_cast<std::size_t>(end - rest_.begin()));
        rest_.remove_prefix(token.size());
        return token;
    }

    // What stands behind `name=`.
    bool take_quoted(std::size_t equals)
    {
        if (!rest_.starts_with('"'))
            return false;
        name_ = name_.substr(0, equals);
        std::size_t at = 1;
        for (; at < rest_.size() && rest_[at] != '"'; ++at) {
            if (rest_[at] == '\\')
                ++at;
            if (at < rest_.size())
                value_ += rest_[at];
        }
        if (at >= rest_.size())
            return false;
        rest_.remove_prefix(at + 1);
        return has_value_ = true;
    }

    std::string_view rest_;
    std::string_view name_;
    std::string value_;
    bool has_value_ = false;
};

// Base64 in either alphabet, with its padding or without.
std::optional<std::string> decode_claims(std::string text)
{
    while (text.ends_with('='))
        text.pop_back();
    std::replace(text.begin(), text.end(), '-', '+');
    std::replace(text.begin(), text.end(), '_', '/');
    text.append((4 - text.size() % 4) % 4, '=');
    const auto decoded = decode_base64(text);
    if (!decoded || decoded->empty() || decoded->size() > longest_claims)
        return std::nullopt;
    if (!json_document(*decoded).object())
        return std::nullopt;
    return std::string(*decoded);
}

} // namespace

std::optional<std::string> claims_of_challenge(std::string_view www_authenticate)
{
    challenge_reader reader(www_authenticate);
    bool bearer = false;
    bool insufficient = false;
    std::string claims;
    while (reader.next()) {
        if (!reader.has_value()) { // another challenge begins
            if (bearer && insufficient && !claims.empty())
                break;
            bearer = equal_ignoring_case(reader.name(), "Bearer");
            insufficient = false;
            claims.clear();
        } else if (equal_ignoring_case(reader.name(), "error")) {
            insufficient = equal_ignoring_case(reader.value(), "insufficient_claims");
        } else if (equal_ignoring_case(reader.name(), "claims")) {
            claims = reader.value();
        }
    }
    return bearer && insufficient && !claims.empty() ? decode_claims(std::move(claims)) : std::nullopt;
}

} // namespace acs::wire
