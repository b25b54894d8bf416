#ifndef ACS_CACHE_BLOCK_ARRAY_HPP
#define ACS_CACHE_BLOCK_ARRAY_HPP

#include <cstddef>
#include <memory>
#include <new>
#include <sys/mman.h>
#include <type_traits>
#include <vector>

namespace acs::cache {

// An array that grows without moving its elements: no pause for copying a million of them, and at most one
// block more than is needed. The blocks come straight from the system: malloc, when it is asked for so much
// after thousands of tokens were freed, first sorts all of those, which takes milliseconds.
template <typename T>
class block_array
{
public:
    static constexpr std::size_t block_size = 4096;

    block_array() { blocks_.reserve(expected_blocks); }

    std::size_t size() const { return blocks_.size() * block_size; }

    // New elements have T's default value. May throw std::bad_alloc.
    void grow_to(std::size_t size)
    {
        while (this->size() < size)
            blocks_.push_back(make_block());
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
        return size() * sizeof(T) + blocks_.capacity() * sizeof(block);
    }

private:
    static_assert(std::is_trivially_destructible_v<T>);

    // For four million elements the list of blocks is not moved either.
    static constexpr std::size_t expected_blocks = 1024;
    static constexpr std::size_t bytes = block_size * sizeof(T); // whole pages, of at most 4 KiB

    struct unmap
    {
        void operator()(T* elements) const noexcept { ::munmap(elements, bytes); }
    };
    using block = std::unique_ptr<T[], unmap>;

    static block make_block()
    {
        void* const made = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (made == MAP_FAILED)
            throw std::bad_alloc();
        T* const elements = static_cast<T*>(made);
        std::uninitialized_value_construct_n(elements, block_size);
        return block(elements);
    }

    std::vector<block> blocks_;
};

} // namespace acs::cache

#endif
