#ifndef ACS_EMULATOR_DECISIONS_HPP
#define ACS_EMULATOR_DECISIONS_HPP

#include "emulator/protocol/operation.hpp"
#include "emulator/protocol/scope_names.hpp"
#include "emulator/protocol/service_error.hpp"

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

/// What the emulator answers where the service's behaviour is not documented, and the published numbers.
/// Everything that may turn out otherwise is here, so that a new fact is a change of one line. See
/// docs/emulator.md.
namespace acs::emulation::decisions {

inline constexpr std::size_t largest_body = 1024 * 1024;
inline constexpr std::chrono::minutes shortest_lifetime{60};
inline constexpr std::chrono::minutes longest_lifetime{1440};
inline constexpr std::chrono::minutes default_lifetime{1440};

/// Deleting an identity that doesn't exist answers 204, as the first deletion did.
inline constexpr bool deleting_unknown_identity_succeeds = true;
/// `createTokenWithScopes: []` creates an identity without a token.
inline constexpr bool empty_scopes_create_plain_identity = true;

/// Characters (code points) of a custom id.
inline constexpr std::size_t shortest_custom_id = 1;
inline constexpr std::size_t longest_custom_id = 256;

/// What a token says that was exchanged for one of Entra ID.
inline constexpr scope_bits scopes_of_entra_users =
    static_cast<scope_bits>(scope::chat) | static_cast<scope_bits>(scope::voip);
/// The exchange of a Teams extension user's token doesn't ask for an assignment, nor that of an Entra user's.
inline constexpr bool exchange_needs_assignment = false;
/// Deleting an assignment that doesn't exist answers 204, as the first deletion did.
inline constexpr bool deleting_unknown_assignment_succeeds = true;

inline constexpr std::chrono::seconds quota_window_length{30};
inline constexpr std::size_t no_limit = static_cast<std::size_t>(-1);
/// Calls in 30 s, per resource and operation, as published; `no_limit` for what the table doesn't name.
std::size_t published_limit(operation op);

/// Schemes named in `WWW-Authenticate` of a 401.
inline constexpr std::string_view authentication_schemes = "HMAC-SHA256, Bearer";
/// The same where the token of a user of Entra ID is the only credential.
inline constexpr std::string_view user_authentication_schemes = "Bearer";

service_error unknown_path(std::string_view path);
service_error wrong_method(std::string_view method, std::string_view allow);
service_error body_too_large();
service_error wrong_media_type(std::string_view received);
service_error repeated_media_type();
service_error malformed_json(std::string_view detail);
service_error missing_body();
service_error unsupported_version(std::string_view host, std::string_view path, std::string_view version);
service_error ambiguous_version();
/// A missing or bad credential. The body never says which.
service_error denied(std::string reason);
service_error wrong_content_hash(std::string reason);
service_error too_many_requests(std::string reason, std::chrono::nanoseconds retry_in);
service_error malformed_identity(std::string_view id);
service_error unknown_identity(std::string_view id);
service_error foreign_identity(std::string_view id);
service_error missing_member(std::string_view target);
service_error wrong_member_type(std::string_view target, std::string_view wanted);
service_error invalid_scope(std::string_view target, std::string_view name);
service_error empty_scopes(std::string_view target);
service_error lifetime_out_of_range(long long minutes);
service_error custom_id_out_of_range();
/// Of a user of Entra ID.
service_error invalid_user_token(std::string reason);
service_error malformed_app_id();
service_error unexpected_app_id();
service_error malformed_user_id();
service_error unexpected_user_id();
/// \param target tenantId, objectId or clientIds
service_error malformed_guid(std::string_view target, std::string_view text);
service_error unknown_principal_type(std::string_view type);
service_error unknown_assignment(std::string_view object);

} // namespace acs::emulation::decisions

#endif
