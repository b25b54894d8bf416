#ifndef ACS_CREDENTIAL_ATTRIBUTES_HPP
#define ACS_CREDENTIAL_ATTRIBUTES_HPP

#include <acs/credential_events.hpp>
#include <acs/observer_attributes.hpp>

#include <string_view>

namespace acs {

// The credentials' own; OpenTelemetry has no names for these. Durations are in seconds.
namespace attribute_name {

inline constexpr std::string_view acs_credential_name = "acs.credential.name";
inline constexpr std::string_view acs_credential_member = "acs.credential.member";
inline constexpr std::string_view acs_credential_remaining_life = "acs.credential.remaining_life";
inline constexpr std::string_view acs_credential_renew_in = "acs.credential.renew_in";
inline constexpr std::string_view acs_credential_retry_in = "acs.credential.retry_in";
inline constexpr std::string_view acs_credential_discarded = "acs.credential.discarded";
inline constexpr std::string_view acs_credential_error_text = "acs.credential.error_text";

} // namespace attribute_name

/**
 * \brief A credential event's values under the names of \ref attribute_name.
 * \details The reason is `acs.reason`. What an event doesn't have is left out, and there is no
 * `az.namespace`. Everything may be stored; an error's text is for people and may name a tenant or an
 * application, so it is nothing to count by.
 */
attribute_list attributes(const token_fetched_event& event) noexcept;
attribute_list attributes(const token_fetch_failed_event& event) noexcept;

} // namespace acs

#endif
