#include "caching/plain_cache.hpp"

#include "caching/population.hpp"

#include <mutex>

namespace caching {

void plain_cache::fill(std::size_t count)
{
    for (std::size_t i = 0; i < count; ++i) {
        const std::string text = token_text(i); // copied, so that no room is left over
        auto made =
            std::make_shared<const token>(token{text, time_->now_boottime() + std::chrono::hours(24)});
        const std::unique_lock lock(mutex_);
        tokens_.insert_or_assign(identity_id(i), std::move(made));
    }
}

std::shared_ptr<const plain_cache::token> plain_cache::get(const std::string& id) const
{
    const acs::boot_time now = time_->now_boottime();
    const std::shared_lock lock(mutex_);
    const auto found = tokens_.find(id);
    if (found == tokens_.end() || found->second->expires <= now)
        return nullptr;
    return found->second;
}

} // namespace caching
