#ifndef ACS_EMULATOR_ENTRA_CLIENT_PROOF_HPP
#define ACS_EMULATOR_ENTRA_CLIENT_PROOF_HPP

#include "emulator/entra/app_registration.hpp"
#include "emulator/entra/federated_tokens.hpp"
#include "emulator/entra/form_fields.hpp"

#include <acs/time_source.hpp>

#include <string>

namespace acs::emulation {

/// Whether whoever asks for a token is the app it says it is.
class client_proof
{
public:
    /// \param token_url, issuer_url what an assertion may name as its audience.
    client_proof(
        const app_registration& app, const federated_tokens& federation, std::string token_url,
        std::string issuer_url, wall_time now);

    /// \throws entra_error if it can't be proven.
    void check(const form_fields& form) const;

private:
    void check_secret(std::string_view claimed) const;
    void check_assertion(std::string_view assertion) const;
    void check_certificate(const compact_jws& token) const;
    void check_federated(const compact_jws& token) const;
    void check_time(const compact_jws& token) const;

    const app_registration& app_;
    const federated_tokens& federation_;
    const std::string token_url_;
    const std::string issuer_url_;
    const wall_time now_;
};

} // namespace acs::emulation

#endif
