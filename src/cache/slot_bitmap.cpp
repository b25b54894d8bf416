#include "cache/slot_bitmap.hpp"

#include <bit>

namespace acs::cache {

namespace {

constexpr std::size_t word_bits = 64;

// The first bit set at `from` or later; words.size() * 64 if there is none.
std::size_t first_set(const std::vector<std::uint64_t>& words, std::size_t from)
{
    std::size_t word = from / word_bits;
    if (word >= words.size())
        return words.size() * word_bits;
    std::uint64_t rest = words[word] & (~std::uint64_t(0) << (from % word_bits));
    while (rest == 0) {
        if (++word == words.size())
            return words.size() * word_bits;
        rest = words[word];
    }
    return word * word_bits + static_cast<std::size_t>(std::countr_zero(rest));
}

} // namespace

slot_bitmap::slot_bitmap(std::size_t size, bool all)
    : words_((size + word_bits - 1) / word_bits), summary_((words_.size() + word_bits - 1) / word_bits)
{
    for (std::size_t slot = 0; all && slot < size; ++slot)
        insert(slot);
}

std::optional<std::size_t> slot_bitmap::find(std::size_t from, std::size_t to) const
{
    if (from >= to)
        return std::nullopt;
    std::size_t slot = 0;
    const std::uint64_t rest = words_[from / word_bits] & (~std::uint64_t(0) << (from % word_bits));
    if (rest != 0) {
        slot = from / word_bits * word_bits + static_cast<std::size_t>(std::countr_zero(rest));
    } else {
        const std::size_t word = first_set(summary_, from / word_bits + 1);
        if (word >= words_.size())
            return std::nullopt;
        slot = word * word_bits + static_cast<std::size_t>(std::countr_zero(words_[word]));
    }
    if (slot >= to)
        return std::nullopt;
    return slot;
}

std::size_t slot_bitmap::memory() const
{
    return (words_.capacity() + summary_.capacity()) * sizeof(std::uint64_t);
}

} // namespace acs::cache
