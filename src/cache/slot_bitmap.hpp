#ifndef ACS_CACHE_SLOT_BITMAP_HPP
#define ACS_CACHE_SLOT_BITMAP_HPP

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace acs::cache {

// A set of slots in which the next member is found fast, however far away: a bit a slot, and over each 64
// slots one bit that says whether any of them is set.
class slot_bitmap
{
public:
    // `size` slots, all of them members or none.
    slot_bitmap(std::size_t size, bool all);

    void insert(std::size_t slot)
    {
        words_[slot / bits] |= mask(slot);
        summary_[slot / bits / bits] |= mask(slot / bits);
    }

    void erase(std::size_t slot)
    {
        if ((words_[slot / bits] &= ~mask(slot)) == 0)
            summary_[slot / bits / bits] &= ~mask(slot / bits);
    }

    bool contains(std::size_t slot) const { return (words_[slot / bits] & mask(slot)) != 0; }

    // The first member in [from, to).
    std::optional<std::size_t> find(std::size_t from, std::size_t to) const;

    std::size_t memory() const; // bytes

private:
    static constexpr std::size_t bits = 64;

    static std::uint64_t mask(std::size_t slot) { return std::uint64_t(1) << (slot % bits); }

    std::vector<std::uint64_t> words_;
    std::vector<std::uint64_t> summary_;
};

} // namespace acs::cache

#endif
