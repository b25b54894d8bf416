#ifndef ACS_CACHE_IS_PERMANENT_HPP
#define ACS_CACHE_IS_PERMANENT_HPP

#include <acs/error.hpp>

namespace acs::cache {

// What no later attempt will change: the request itself is refused.
bool is_permanent(const error& why);

} // namespace acs::cache

#endif
