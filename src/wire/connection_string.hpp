#ifndef ACS_WIRE_CONNECTION_STRING_HPP
#define ACS_WIRE_CONNECTION_STRING_HPP

#include <acs/result.hpp>
#include <acs/secret.hpp>

#include <string>
#include <string_view>

namespace acs::wire {

// The parts of `endpoint=https://...;accesskey=...`.
struct connection_string
{
    std::string endpoint; // checked, without a trailing slash
    secret access_key;    // base64, checked
};

// Order-free; case of the keywords and blanks are ignored; unknown keywords too; one `;` may end it. Anything
// else, and duplicates, is refused. Errors never show a value: invalid_connection_string, and those of the
// endpoint and the key.
result<connection_string> parse_connection_string(std::string_view text);

} // namespace acs::wire

#endif
