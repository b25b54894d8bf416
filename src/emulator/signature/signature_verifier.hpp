#ifndef ACS_EMULATOR_SIGNATURE_VERIFIER_HPP
#define ACS_EMULATOR_SIGNATURE_VERIFIER_HPP

#include "emulator/protocol/exchange.hpp"
#include "emulator/protocol/request_target.hpp"
#include "emulator/signature/hmac_sha256.hpp"

#include <acs/time_source.hpp>

#include <chrono>
#include <string_view>

namespace acs::emulation {

/// Checks requests signed with the access key: `Authorization: HMAC-SHA256 SignedHeaders=...&Signature=...`.
class signature_verifier
{
public:
    /// \param key the access key's bytes. \param tolerance how far a date may lie from the clock, either way.
    signature_verifier(std::string_view key, std::chrono::seconds tolerance);

    /// \param parameters what follows the scheme in `Authorization`.
    /// \throws service_error 401, whose reason says what is wrong and never contains the key.
    void verify(
        const request& received, const request_target& target, std::string_view parameters,
        wall_time now) const;

private:
    void check_date(std::string_view name, std::string_view text, wall_time now) const;

    hmac_sha256 key_;
    std::chrono::seconds tolerance_;
};

} // namespace acs::emulation

#endif
