#ifndef ACS_CACHE_SNAPSHOT_BOOT_ID_HPP
#define ACS_CACHE_SNAPSHOT_BOOT_ID_HPP

#include <string>

namespace acs::cache {

// What the kernel calls this boot: another text after each start of the machine. Empty if it can't be read.
std::string snapshot_boot_id(const char* path = "/proc/sys/kernel/random/boot_id");

} // namespace acs::cache

#endif
