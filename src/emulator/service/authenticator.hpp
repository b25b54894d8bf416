#ifndef ACS_EMULATOR_AUTHENTICATOR_HPP
#define ACS_EMULATOR_AUTHENTICATOR_HPP

#include "emulator/entra/entra_tokens.hpp"
#include "emulator/operations/user_token.hpp"
#include "emulator/protocol/exchange.hpp"
#include "emulator/protocol/request_target.hpp"
#include "emulator/signature/signature_verifier.hpp"

namespace acs::emulation {

/// Decides whether a request may pass: signed with the access key, or with a bearer token.
class authenticator
{
public:
    authenticator(signature_verifier verifier, const entra_tokens& bearers);

    /// \throws service_error 401
    void check(const request& received, const request_target& target, wall_time now) const;

    /// The claims of the bearer token, which must be one of a user. \throws service_error 401
    entra_tokens::entra_claims check_user(const request& received, user_token_kind kind, wall_time now) const;

private:
    signature_verifier verifier_;
    const entra_tokens& bearers_;
};

} // namespace acs::emulation

#endif
