#ifndef ACS_EMULATOR_DECISIONS_HPP
#define ACS_EMULATOR_DECISIONS_HPP

#include "emulator/operation.hpp"
#include "emulator/service_error.hpp"

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

inline constexpr std::chrono::seconds quota_window_length{30};
/// Calls in 30 s, per resource and operation, as published.
std::size_t published_limit(operation op);

/// Schemes named in `WWW-Authenticate` of a 401.
inline constexpr std::string_view authentication_schemes = "HMAC-SHA256, Bearer";

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
service_error invalid_teams_token(std::string reason);
service_error malformed_app_id();
service_error unexpected_app_id();
service_error malformed_user_id();
service_error unexpected_user_id();

} // namespace acs::emulation::decisions

#endif
