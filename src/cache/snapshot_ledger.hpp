#ifndef ACS_CACHE_SNAPSHOT_LEDGER_HPP
#define ACS_CACHE_SNAPSHOT_LEDGER_HPP

#include <acs/time_source.hpp>

#include <algorithm>
#include <cstdio>
#include <mutex>
#include <optional>
#include <string>
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
    void revoked(wall_time now)
    {
        const std::lock_guard lock(mutex_);
        revoked_at_ = now;
        for (const std::string& path : paths_)
            std::remove(path.c_str());
        paths_.clear();
    }

    // When tokens were revoked last, if ever.
    std::optional<wall_time> revoked_at() const
    {
        const std::lock_guard lock(mutex_);
        return revoked_at_;
    }

private:
    mutable std::mutex mutex_;
    std::vector<std::string> paths_;
    std::optional<wall_time> revoked_at_;
};

} // namespace acs::cache

#endif
