#include "cache/entry_slab.hpp"

#include <cstdlib>
#include <memory>
#include <new>
#include <sys/mman.h>

namespace acs::cache {

namespace {

// Raw memory. Large blocks ask for huge pages: entries are looked up at random, and with small pages most
// look-ups among many would also have to look the page up.
cache_entry* allocate(std::size_t count)
{
    constexpr std::size_t huge_page = std::size_t(1) << 21;
    const std::size_t size = count * sizeof(cache_entry);
    const bool large = size >= 2 * huge_page;
    const std::size_t alignment = large ? huge_page : 64;
    void* const made = std::aligned_alloc(alignment, (size + alignment - 1) / alignment * alignment);
    if (!made)
        throw std::bad_alloc();
    if (large)
        ::madvise(made, size, MADV_HUGEPAGE); // only a hint
    return static_cast<cache_entry*>(made);
}

} // namespace

entry_slab::~entry_slab()
{
    const entry_index end = end_.load();
    for (entry_index index = 0; index < end; ++index)
        std::destroy_at(&at(index));
    for (const auto& block : blocks_)
        std::free(block.load());
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
        entries = allocate(first_block << where.block);
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
