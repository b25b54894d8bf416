#ifndef EXAMPLES_TOKEN_SERVICE_JSON_TEXT_HPP
#define EXAMPLES_TOKEN_SERVICE_JSON_TEXT_HPP

#include <string>
#include <string_view>

namespace token_service {

/// Appends a text as a JSON string, with its quotes. Fast for what needs no escapes, as tokens and ids.
void append_json_text(std::string& to, std::string_view text);

} // namespace token_service

#endif
