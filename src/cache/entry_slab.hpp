#ifndef ACS_CACHE_ENTRY_SLAB_HPP
#define ACS_CACHE_ENTRY_SLAB_HPP

#include "cache/cache_entry.hpp"
#include "cache/entry_index.hpp"

#include <array>
#include <atomic>
#include <bit>
#include <cstddef>
#include <mutex>

namespace acs::cache {

// Where all entries are: in blocks that never move, each twice as large as the one before. Thread-safe; the
// entries themselves are guarded by their shards.
class entry_slab
{
public:
    entry_slab() = default;
    entry_slab(const entry_slab&) = delete;
    entry_slab& operator=(const entry_slab&) = delete;
    ~entry_slab();

    // An entry that was taken once. It stays readable after it was given back.
    cache_entry& at(entry_index index) const noexcept
    {
        const place where(index);
        return blocks_[where.block].load(std::memory_order_acquire)[where.offset];
    }

    // A vacant entry. Throws std::bad_alloc if there is no memory, or no number, for it.
    entry_index take();
    // Takes a vacant entry back. Never throws.
    void give_back(entry_index index) noexcept;

    // All numbers that were ever given are below it.
    entry_index end() const noexcept { return end_.load(std::memory_order_acquire); }

private:
    static constexpr std::size_t first_block = 1024;
    static constexpr std::size_t block_count = 20; // a billion entries

    struct place
    {
        explicit place(entry_index index) noexcept
            : block(static_cast<std::size_t>(std::bit_width(index / first_block + 1)) - 1),
              offset(index - first_block * ((std::size_t(1) << block) - 1))
        {}
        std::size_t block;
        std::size_t offset;
    };

    std::array<std::atomic<cache_entry*>, block_count> blocks_{};
    std::atomic<entry_index> end_{0};
    std::mutex mutex_;
    entry_index free_ = no_entry; // vacant entries are linked by their expiry
};

} // namespace acs::cache

#endif
