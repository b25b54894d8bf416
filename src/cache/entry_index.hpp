#ifndef ACS_CACHE_ENTRY_INDEX_HPP
#define ACS_CACHE_ENTRY_INDEX_HPP

#include <cstdint>

namespace acs::cache {

// The number of a cache entry. Numbers are dense and used again.
using entry_index = std::uint32_t;

inline constexpr entry_index no_entry = 0xffff'ffff;

} // namespace acs::cache

#endif
