#ifndef ACS_CACHE_ATTRIBUTES_HPP
#define ACS_CACHE_ATTRIBUTES_HPP

#include <acs/cache_events.hpp>
#include <acs/observer_attributes.hpp>

#include <string_view>

namespace acs {

// The cache's own; OpenTelemetry has no names for these. Durations are in seconds.
namespace attribute_name {

inline constexpr std::string_view acs_cache_result = "acs.cache.result";
inline constexpr std::string_view acs_cache_remaining_life = "acs.cache.remaining_life";
inline constexpr std::string_view acs_cache_renewal = "acs.cache.renewal";
inline constexpr std::string_view acs_cache_lateness = "acs.cache.lateness";
inline constexpr std::string_view acs_cache_discarded = "acs.cache.discarded";
inline constexpr std::string_view acs_cache_previous_health = "acs.cache.previous_health";
inline constexpr std::string_view acs_cache_health = "acs.cache.health";
inline constexpr std::string_view acs_cache_kept_fresh = "acs.cache.kept_fresh";
inline constexpr std::string_view acs_cache_fits = "acs.cache.fits";
inline constexpr std::string_view acs_cache_evicted = "acs.cache.evicted";

} // namespace attribute_name

/**
 * \brief A cache event's values under the names of \ref attribute_name.
 * \details Everything here may be stored and shown. What an event doesn't have is left out. Unlike a client's
 * events they have no `az.namespace`, as a cache may get its tokens from elsewhere.
 */
attribute_list attributes(const cache_request_event& event) noexcept;
attribute_list attributes(const cache_fetch_event& event) noexcept;
attribute_list attributes(const cache_lapsed_event& event) noexcept;
attribute_list attributes(const cache_given_up_event& event) noexcept;
attribute_list attributes(const cache_health_event& event) noexcept;
attribute_list attributes(const cache_infeasible_event& event) noexcept;
attribute_list attributes(const cache_evicted_event& event) noexcept;

} // namespace acs

#endif
