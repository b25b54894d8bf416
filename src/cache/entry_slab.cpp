#include "cache/entry_slab.hpp"

#include <memory>
#include <new>

namespace acs::cache {

entry_slab::~entry_slab()
{
    const entry_index end = end_.load();
    for (entry_index index = 0; index < end; ++index)
        std::destroy_at(&at(index));
    std::allocator<cache_entry> memory;
    for (std::size_t block = 0; block < block_count; ++block)
        if (cache_entry* const entries = blocks_[block].load())
            memory.deallocate(entries, first_block << block);
}

entry_index entry_slab::take()
{
    const std::lock_guard lock(mutex_);
    if (free_ != no_entry) {
        const entry_index taken = free_;
        free_ = at(taken).expires;
        at(taken).expires = 0;
        return taken;
    }
    const entry_index taken = end_.load(std::memory_order_relaxed);
    const place where(taken);
    if (where.block >= block_count)
        throw std::bad_alloc();
    cache_entry* entries = blocks_[where.block].load(std::memory_order_relaxed);
    if (!entries) {
        // Memory that was never touched costs nothing, so the entries are made one by one.
        entries = std::allocator<cache_entry>().allocate(first_block << where.block);
        blocks_[where.block].store(entries, std::memory_order_release);
    }
    std::construct_at(entries + where.offset);
    end_.store(taken + 1, std::memory_order_release);
    return taken;
}

void entry_slab::give_back(entry_index index) noexcept
{
    const std::lock_guard lock(mutex_);
    at(index).expires = free_;
    free_ = index;
}

} // namespace acs::cache
