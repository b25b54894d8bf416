#ifndef ACS_CACHE_SNAPSHOT_LEDGER_HPP
#define ACS_CACHE_SNAPSHOT_LEDGER_HPP

#include <acs/time_source.hpp>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <fcntl.h>
#include <mutex>
#include <optional>
#include <string>
#include <unistd.h>
#include <vector>

namespace acs::cache {

// Which snapshots hold tokens of this cache. When tokens are revoked, those files must not bring them back:
// they are removed, and ones that were saved before are not taken any more. Thread-safe.
class snapshot_ledger
{
public:
    void remember(const std::string& path)
    {
        const std::lock_guard lock(mutex_);
        if (std::find(paths_.begin(), paths_.end(), path) == paths_.end())
            paths_.push_back(path);
    }

    // Tokens are being revoked or invalidated.
    void revoked(boot_time now)
    {
        const std::lock_guard lock(mutex_);
        revoked_at_ = now;
        ++revocations_;
        // A file that can't be removed is tried again the next time.
        std::erase_if(paths_, [](const std::string& path) { return remove_for_good(path); });
    }

    // When tokens were revoked last, if ever.
    std::optional<boot_time> revoked_at() const
    {
        const std::lock_guard lock(mutex_);
        return revoked_at_;
    }

    // How often tokens were revoked or invalidated so far.
    std::uint64_t revocations() const
    {
        const std::lock_guard lock(mutex_);
        return revocations_;
    }

private:
    // Also after a power failure. True if there is no such file any more.
    static bool remove_for_good(const std::string& path)
    {
        if (::unlink(path.c_str()) != 0)
            return errno == ENOENT;
        const std::size_t slash = path.rfind('/');
        const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash + 1);
        if (const int opened = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); opened >= 0) {
            ::fsync(opened);
            ::close(opened);
        }
        return true;
    }

    mutable std::mutex mutex_;
    std::vector<std::string> paths_;
    std::optional<boot_time> revoked_at_;
    std::uint64_t revocations_ = 0;
};

} // namespace acs::cache

#endif
