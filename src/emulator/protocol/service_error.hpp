#ifndef ACS_EMULATOR_SERVICE_ERROR_HPP
#define ACS_EMULATOR_SERVICE_ERROR_HPP

#include <chrono>
#include <optional>
#include <string>

namespace acs::emulation {

/// A refusal, thrown by the rules and turned into an answer in one place.
struct service_error
{
    int status = 500;
    std::string code;
    std::string message;
    std::string target = {}; ///< the member of the request that is wrong; may be empty
    std::string reason = {}; ///< for the journal and `x-emulator-reason`; empty: code and message say it
    bool announces_versions = true; ///< whether the answer has `api-supported-versions`
    std::string allow = {};         ///< for 405
    std::optional<std::chrono::nanoseconds> retry_in = std::nullopt; ///< for 429
};

/// The body: `{"error":{"code":...,"message":...,"target":...}}`.
std::string error_envelope(const service_error& error);

} // namespace acs::emulation

#endif
