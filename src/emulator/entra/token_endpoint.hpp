#ifndef ACS_EMULATOR_ENTRA_TOKEN_ENDPOINT_HPP
#define ACS_EMULATOR_ENTRA_TOKEN_ENDPOINT_HPP

#include "emulator/encoding/random_sequence.hpp"
#include "emulator/entra/entra_directory.hpp"
#include "emulator/entra/entra_error.hpp"
#include "emulator/entra/entra_outcome.hpp"
#include "emulator/entra/entra_tokens.hpp"
#include "emulator/protocol/request_target.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace acs::emulation {

/// `POST /{tenant}/oauth2/v2.0/token`, and its forerunner `POST /{tenant}/oauth2/token`: gives an app a token
/// of its own.
class token_endpoint
{
public:
    token_endpoint(const entra_directory& directory, entra_tokens& tokens, std::uint64_t seed);

    static bool concerns(const request_target& target);

    /// \param authority scheme, host and port that the request came to.
    /// \param lifetime what a fault wants.
    entra_outcome answer(
        const request& received, const request_target& target, const std::string& authority,
        std::optional<std::chrono::seconds> lifetime, wall_time now);
    /// The form of every refusal by Entra.
    entra_outcome refuse(
        const entra_error& error, const request& received, const std::string& authority, wall_time now);

private:
    std::string token(
        const request& received, const request_target& target, const std::string& authority,
        std::optional<std::chrono::seconds> lifetime, wall_time now);
    const app_registration& app_of(const class form_fields& form, std::string_view tenant) const;

    const entra_directory& directory_;
    entra_tokens& tokens_;
    random_sequence random_;
};

} // namespace acs::emulation

#endif
