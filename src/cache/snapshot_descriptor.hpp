#ifndef ACS_CACHE_SNAPSHOT_DESCRIPTOR_HPP
#define ACS_CACHE_SNAPSHOT_DESCRIPTOR_HPP

#include <unistd.h>
#include <utility>

namespace acs::cache {

// A file descriptor that is closed once.
class snapshot_descriptor
{
public:
    explicit snapshot_descriptor(int native = -1) noexcept : native_(native) {}
    snapshot_descriptor(snapshot_descriptor&& other) noexcept : native_(std::exchange(other.native_, -1)) {}
    snapshot_descriptor& operator=(snapshot_descriptor&& other) noexcept
    {
        std::swap(native_, other.native_);
        return *this;
    }
    ~snapshot_descriptor()
    {
        if (native_ >= 0)
            ::close(native_);
    }

    int native() const noexcept { return native_; }
    bool is_open() const noexcept { return native_ >= 0; }

private:
    int native_;
};

} // namespace acs::cache

#endif
