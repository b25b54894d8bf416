#include "cache/snapshot_boot_id.hpp"

#include "cache/snapshot_codec.hpp"

#include <fstream>

namespace acs::cache {

std::string snapshot_boot_id(const char* path)
{
    std::string id;
    std::getline(std::ifstream(path), id);
    return id.size() <= snapshot_limits::boot_id ? id : std::string();
}

} // namespace acs::cache
