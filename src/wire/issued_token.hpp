#ifndef ACS_WIRE_ISSUED_TOKEN_HPP
#define ACS_WIRE_ISSUED_TOKEN_HPP

#include <acs/access_token.hpp>

#include <chrono>
#include <optional>
#include <string_view>

namespace acs::wire {

// A token as its issuer gives it. Two times: from when on it should be replaced, and when it ends.
struct issued_token
{
    access_token token;
    std::optional<std::chrono::nanoseconds> refresh_in; // after it was asked for; if the issuer says so
    std::string_view member; // of a chain, that gave it: a literal; empty if it came of none
};

} // namespace acs::wire

#endif
