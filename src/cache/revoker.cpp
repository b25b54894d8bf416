#include "cache/revoker.hpp"

#include <memory>
#include <mutex>
#include <utility>

namespace acs::cache {

bool revoker::forget_token(shard& in, entry_index index)
{
    const bool had = store_.at(index).current() == cache_entry::state::fresh;
    ++in.drops;
    board_.abandon(in, index);
    store_.drop(index);
    return had;
}

void revoker::restore_or_erase(shard& in, entry_index index, boot_time now)
{
    if (store_.at(index).pinned || store_.at(index).awaited)
        schedule_.plan_fill(index, now);
    else
        store_.erase(in, index);
}

void revoker::begin(const std::string& user)
{
    shard& in = store_.shard_of(entry_key::hash_of(user));
    const std::lock_guard lock(in.lock);
    auto& running = in.revocations[user];
    if (!running)
        running = std::make_shared<revocation>();
    try {
        store_.for_each_of(in, user, [&](entry_index index) { forget_token(in, index); });
    } catch (...) {
        if (running->calls == 0)
            in.revocations.erase(user);
        throw;
    }
    ++running->calls;
}

void revoker::end(const std::string& user, bool removed, boot_time now)
{
    std::shared_ptr<revocation> over;
    {
        shard& in = store_.shard_of(entry_key::hash_of(user));
        const std::lock_guard lock(in.lock);
        const auto running = in.revocations.find(user);
        if (--running->second->calls == 0) {
            over = std::move(running->second);
            in.revocations.erase(running);
        }
        store_.for_each_of(in, user, [&](entry_index index) {
            forget_token(in, index);
            if (removed)
                store_.erase(in, index);
            else if (over)
                restore_or_erase(in, index, now);
        });
    }
    if (over)
        over->ended.finish();
}

std::size_t revoker::invalidate(const owned_key& key, boot_time now)
{
    shard& in = store_.shard_of(key.view().hash);
    const std::lock_guard lock(in.lock);
    const entry_index index = store_.find(in, key.view());
    if (index == no_entry)
        return 0;
    const bool had = forget_token(in, index);
    if (!in.revocations.contains(key.user()))
        restore_or_erase(in, index, now);
    return had ? 1 : 0;
}

std::size_t revoker::invalidate(const std::string& user, boot_time now)
{
    shard& in = store_.shard_of(entry_key::hash_of(user));
    const std::lock_guard lock(in.lock);
    std::size_t tokens = 0;
    const bool revoking = in.revocations.contains(user);
    store_.for_each_of(in, user, [&](entry_index index) {
        tokens += forget_token(in, index) ? 1 : 0;
        if (!revoking)
            restore_or_erase(in, index, now);
    });
    return tokens;
}

} // namespace acs::cache
