#ifndef ACS_WIRE_REQUEST_HPP
#define ACS_WIRE_REQUEST_HPP

#include "wire/wiping_string.hpp"

#include <acs/operation.hpp>
#include <acs/secret.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace acs::wire {

// One request of an operation, before it is authorised.
struct request
{
    acs::operation operation{};
    std::string_view method; // a literal
    std::string target;      // path and query, percent-encoded
    wiping_string body;      // JSON or empty
    int success_status = 200;
    bool repeatable = true;                             // executing it twice does no harm
    secret token_in_body;                               // must not show up in an error's text
    std::optional<std::chrono::minutes> token_lifetime; // of the token that is asked for, if we may choose it
};

} // namespace acs::wire

#endif
