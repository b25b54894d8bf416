#ifndef ACS_CACHE_SNAPSHOT_ERROR_HPP
#define ACS_CACHE_SNAPSHOT_ERROR_HPP

#include <acs/error.hpp>

#include <string>

namespace acs::cache {

// An error about a snapshot. `number` is the system's errno, 0 if it has nothing to do with it.
error snapshot_error(errc code, std::string what, int number = 0);

} // namespace acs::cache

#endif
