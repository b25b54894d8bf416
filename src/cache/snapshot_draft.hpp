#ifndef ACS_CACHE_SNAPSHOT_DRAFT_HPP
#define ACS_CACHE_SNAPSHOT_DRAFT_HPP

#include "cache/snapshot_descriptor.hpp"

#include <acs/result.hpp>

#include <string>
#include <string_view>

namespace acs::cache {

// A file in the making, beside the one it is to replace: PATH.XXXXXX, which nobody but its owner may read. It
// is removed unless it replaces that one. All errors are errc::snapshot_unreadable, with the system's reason.
class snapshot_draft
{
public:
    static result<snapshot_draft> create(std::string path);
    snapshot_draft(snapshot_draft&& other) noexcept = default;
    snapshot_draft& operator=(snapshot_draft&&) = delete;
    ~snapshot_draft();

    result<void> append(std::string_view bytes);
    // Writes over the beginning.
    result<void> overwrite(std::string_view bytes);
    // Returns when all of it is on the disk.
    result<void> sync();
    // Renames it to PATH, at one stroke, and returns when that is on the disk too. A symbolic link at PATH is
    // replaced, not followed.
    result<void> replace();

private:
    snapshot_draft(std::string path, std::string name, snapshot_descriptor file);

    error failure(const char* what, int number) const;

    std::string path_;
    std::string name_; // empty if there is nothing to remove
    snapshot_descriptor file_;
};

} // namespace acs::cache

#endif
