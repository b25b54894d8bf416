#ifndef ACS_EMULATOR_OPERATION_CALL_HPP
#define ACS_EMULATOR_OPERATION_CALL_HPP

#include "emulator/entra/entra_tokens.hpp"
#include "emulator/protocol/api_version.hpp"
#include "emulator/protocol/request_body.hpp"
#include "emulator/protocol/route.hpp"

#include <acs/time_source.hpp>

#include <chrono>
#include <optional>
#include <string>

namespace acs::emulation {

/// What a fault wants of the token that an operation issues.
struct token_override
{
    std::optional<std::chrono::seconds> lifetime; ///< may be negative: expired already
    bool repeat = false;                          ///< the token issued last to the identity, once more
};

/// An authenticated request for an operation.
struct operation_call
{
    const route& way;
    api_version version;
    const request_body& body;
    const std::optional<entra_tokens::entra_claims>& user; ///< where a user's token opened the way
    token_override token;
    wall_time now;
};

struct operation_result
{
    int status;
    std::string body;
};

} // namespace acs::emulation

#endif
