#ifndef ACS_CACHE_BLOCK_ARRAY_HPP
#define ACS_CACHE_BLOCK_ARRAY_HPP

#include <cstddef>
#include <memory>
#include <vector>

namespace acs::cache {

// An array that grows without moving its elements: no pause for copying a million of them, and at most one
// block more than is needed.
template <typename T>
class block_array
{
public:
    static constexpr std::size_t block_size = 4096;

    std::size_t size() const { return blocks_.size() * block_size; }

    // New elements have T's default value.
    void grow_to(std::size_t size)
    {
        while (this->size() < size)
            blocks_.push_back(std::make_unique<T[]>(block_size));
    }

    // Frees the blocks that are not needed for so many elements.
    void shrink_to(std::size_t size)
    {
        while (!blocks_.empty() && this->size() - block_size >= size)
            blocks_.pop_back();
    }

    T& operator[](std::size_t i) { return blocks_[i / block_size][i % block_size]; }
    const T& operator[](std::size_t i) const { return blocks_[i / block_size][i % block_size]; }

    std::size_t memory() const // bytes
    {
        return size() * sizeof(T) + blocks_.capacity() * sizeof(std::unique_ptr<T[]>);
    }

private:
    std::vector<std::unique_ptr<T[]>> blocks_;
};

} // namespace acs::cache

#endif
