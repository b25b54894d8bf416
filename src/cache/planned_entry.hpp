#ifndef ACS_CACHE_PLANNED_ENTRY_HPP
#define ACS_CACHE_PLANNED_ENTRY_HPP

#include "cache/entry_index.hpp"

#include <acs/time_source.hpp>

namespace acs::cache {

struct planned_entry
{
    entry_index entry = no_entry;
    boot_time planned; // when it was to be renewed
};

} // namespace acs::cache

#endif
