#ifndef ACS_ENTRA_UNIQUE_DESCRIPTOR_HPP
#define ACS_ENTRA_UNIQUE_DESCRIPTOR_HPP

#include <unistd.h>
#include <utility>

namespace acs::entra {

// A file descriptor, closed at the end.
class unique_descriptor
{
public:
    unique_descriptor() = default;
    explicit unique_descriptor(int number) noexcept : number_(number) {}
    unique_descriptor(unique_descriptor&& other) noexcept : number_(other.release()) {}
    unique_descriptor& operator=(unique_descriptor&& other) noexcept
    {
        std::swap(number_, other.number_);
        return *this;
    }
    ~unique_descriptor()
    {
        if (number_ >= 0)
            ::close(number_);
    }

    explicit operator bool() const noexcept { return number_ >= 0; }
    int get() const noexcept { return number_; }
    int release() noexcept { return std::exchange(number_, -1); }

private:
    int number_ = -1;
};

} // namespace acs::entra

#endif
