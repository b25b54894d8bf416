#ifndef ACS_EMULATOR_QUOTA_WINDOW_HPP
#define ACS_EMULATOR_QUOTA_WINDOW_HPP

#include <acs/time_source.hpp>

#include <chrono>
#include <cstddef>
#include <deque>

namespace acs::emulation {

/**
 * \brief Counts calls in a sliding window: those of the last `length`, the moment `length` ago not included.
 * \details Exact as long as fewer than 4096 calls at different moments are in it. Beyond, calls of one
 * millisecond share an entry, so that memory stays bounded under any load. A clock that goes back empties the
 * window.
 */
class quota_window
{
public:
    explicit quota_window(std::chrono::nanoseconds length) : length_(length) {}

    /// Counts a call. \return the number of calls in the window, this one included.
    std::size_t add(wall_time now);
    std::size_t count(wall_time now);
    /// The time from `now` until a further call would be one of at most `limit`.
    std::chrono::nanoseconds until_room(std::size_t limit, wall_time now) const;
    /// The highest count there was.
    std::size_t peak() const { return peak_; }

private:
    struct entry
    {
        wall_time at;
        std::size_t calls;
    };
    void forget(wall_time now);

    std::chrono::nanoseconds length_;
    std::deque<entry> entries_;
    std::size_t count_ = 0;
    std::size_t peak_ = 0;
};

} // namespace acs::emulation

#endif
