#ifndef ACS_CACHE_SNAPSHOT_SOURCE_HPP
#define ACS_CACHE_SNAPSHOT_SOURCE_HPP

#include "cache/snapshot_descriptor.hpp"

#include <acs/result.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <sys/types.h>

namespace acs::cache {

// A file that is read from its beginning, if it is one of the process's user alone. All errors are
// errc::snapshot_unreadable, with the system's reason if it has one.
class snapshot_source
{
public:
    static result<snapshot_source> open(std::string path);

    // Reads so many bytes, fewer only at the end of the file.
    result<std::size_t> read(char* into, std::size_t size);
    // Goes to where the next read begins.
    result<void> seek(std::size_t position);

    const std::string& path() const noexcept { return path_; }

    // Why a file of this mode and owner is not read by the process of this user; empty if it is.
    static std::string objection(mode_t mode, uid_t owner, uid_t user);

private:
    snapshot_source(std::string path, snapshot_descriptor file);

    std::string path_;
    snapshot_descriptor file_;
};

} // namespace acs::cache

#endif
