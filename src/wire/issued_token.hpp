#ifndef ACS_WIRE_ISSUED_TOKEN_HPP
#define ACS_WIRE_ISSUED_TOKEN_HPP

#include <acs/access_token.hpp>

#include <chrono>
#include <optional>

namespace acs::wire {

// A token as its issuer gives it. Two times: from when on it should be replaced, and when it ends.
struct issued_token
{
    access_token token;
    std::optional<std::chrono::nanoseconds> refresh_in; // after it was asked for; if the issuer says so
};

} // namespace acs::wire

#endif
