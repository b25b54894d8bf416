#ifndef ACS_WIRE_WIPING_STRING_HPP
#define ACS_WIRE_WIPING_STRING_HPP

#include <cstddef>
#include <new>
#include <string.h> // explicit_bzero
#include <string>

namespace acs::wire {

// Wipes memory before giving it back.
template <class T>
struct wiping_allocator
{
    using value_type = T;

    wiping_allocator() = default;
    template <class U>
    wiping_allocator(const wiping_allocator<U>&) noexcept
    {}

    T* allocate(std::size_t n) { return static_cast<T*>(::operator new(n * sizeof(T))); }
    void deallocate(T* memory, std::size_t n) noexcept
    {
        ::explicit_bzero(memory, n * sizeof(T)); // several times as fast as OpenSSL's
        ::operator delete(memory);
    }

    friend bool operator==(const wiping_allocator&, const wiping_allocator&) noexcept { return true; }
};

// A string for text that holds a secret somewhere: request heads, bodies. What fits into the string object
// itself (15 characters) is not wiped; reserve() first if that matters.
using wiping_string = std::basic_string<char, std::char_traits<char>, wiping_allocator<char>>;

} // namespace acs::wire

#endif
