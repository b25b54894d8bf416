#include "cache/is_permanent.hpp"

namespace acs::cache {

bool is_permanent(const error& why)
{
    return why == errc::request_rejected || why == errc::invalid_argument || why == errc::no_scopes ||
           why == errc::invalid_token_lifetime || why == errc::invalid_teams_token ||
           why == errc::unsupported_api_version || why == errc::forbidden || why == errc::token_expired;
}

} // namespace acs::cache
