#include "wire/oidc_answer.hpp"

#include "wire/answer_members.hpp"
#include "wire/json_document.hpp"

namespace acs::wire {

result<secret> parse_oidc_token(const response& answer)
{
    const json_document body(answer.body);
    if (const auto why = check_body(answer, body))
        return *why;
    const std::string_view text = text_member(*body.object(), "oidcToken");
    if (text.empty())
        return malformed(answer, "the member oidcToken is missing or not a string");
    return secret(text);
}

} // namespace acs::wire
