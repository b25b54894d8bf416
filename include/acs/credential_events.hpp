#ifndef ACS_CREDENTIAL_EVENTS_HPP
#define ACS_CREDENTIAL_EVENTS_HPP

#include <acs/errc.hpp>

#include <chrono>
#include <optional>
#include <string_view>

/// \file
/// What an \ref acs::credential_observer is told: plain values. Texts are valid during the callback; copy
/// what is kept. None of them is a token, a key or a request's body. \ref acs::attributes gives each event's
/// values under names for OpenTelemetry.

namespace acs {

/// Why a credential fetches a token.
enum class token_fetch_reason : unsigned char
{
    /// It has had none yet. Also the first one for another Entra token, where those are exchanged
    /// (communication_token_credential::from_entra).
    first,
    ahead,    ///< the token at hand can be used still, but it is time for another
    expired,  ///< the token at hand can't be used any more
    rejected, ///< the service refused the token (401), or it lacked claims that were demanded
};

/// What the ends of all fetches have in common.
struct token_fetch_event
{
    /// What the Azure SDKs call the credential, such as `ClientSecretCredential`; never a name of the user's.
    std::string_view credential;
    token_fetch_reason reason{};
    std::chrono::nanoseconds duration{};  ///< retries included
    std::chrono::nanoseconds remaining{}; ///< how long the token at hand lives now; 0 if there is none
};

/// A fetch has given a token.
struct token_fetched_event : token_fetch_event
{
    /// The member of a chain that gave it, such as `AzureCliCredential`; empty if the credential is no chain.
    std::string_view member;
    /// When it is renewed, by the first who uses it from then on, or, if the credential does that
    /// proactively, by itself. None if the token was discarded.
    std::optional<std::chrono::nanoseconds> renew_in;
    bool discarded = false; ///< not kept, since other claims were demanded meanwhile
};

/// A fetch has failed, or was ended. If a token `remaining`, nobody has noticed.
struct token_fetch_failed_event : token_fetch_event
{
    errc error{};
    std::string_view text; ///< error::message(): for people
    /// When the next try is due: made by the first who uses the credential from then on, or, if it does that
    /// proactively, by itself. Without a token, whoever needs one sooner tries sooner, unless the issuer
    /// asked to wait. None if the credential was stopped.
    std::optional<std::chrono::nanoseconds> retry_in;
};

/// The enumerator's name.
std::string_view to_string(token_fetch_reason value) noexcept;

} // namespace acs

#endif
