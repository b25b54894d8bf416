#ifndef ACS_WIRE_AZURE_CLI_ANSWER_HPP
#define ACS_WIRE_AZURE_CLI_ANSWER_HPP

#include <acs/result.hpp>
#include <acs/secret.hpp>
#include <acs/time_source.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

// What `az account get-access-token --output json` prints.
namespace acs::wire {

struct azure_cli_token
{
    secret text;
    // One of the two is there. The second is the clock on the wall, without a word about its time zone: what
    // versions before 2.54 say.
    std::optional<wall_time> expires_on;
    std::optional<std::chrono::local_seconds> expires_local;
};

// Errors: malformed_response, naming the member.
result<azure_cli_token> parse_azure_cli_token(std::string_view output);

// What it says on standard error, as one line for an error's text: no control characters, no more than 2,000
// bytes, and nothing that looks like a token.
std::string azure_cli_words(std::string_view output);

} // namespace acs::wire

#endif
