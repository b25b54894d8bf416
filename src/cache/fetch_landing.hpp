#ifndef ACS_CACHE_FETCH_LANDING_HPP
#define ACS_CACHE_FETCH_LANDING_HPP

#include <chrono>
#include <optional>
#include <string_view>

namespace acs::cache {

// What a credential is left with when a fetch has ended.
struct fetch_landing
{
    std::chrono::nanoseconds took{};
    std::chrono::nanoseconds remaining{};           // of the token at hand; zero if there is none
    std::optional<std::chrono::nanoseconds> due_in; // until the next fetch; none if there will be none
    std::string_view member;                        // as wire::issued_token's
    bool kept = false;                              // the token that was fetched is the one at hand
};

} // namespace acs::cache

#endif
