#include "cache/due_heap.hpp"

#include <algorithm>

namespace acs::cache {

due_heap::due_heap(entry_places& places, boot_time start) : places_(places), start_(start) {}

std::uint32_t due_heap::units(boot_time when) const
{
    if (when <= start_)
        return 0;
    // Unsigned: the difference may be more than a duration can hold.
    const auto since_start = static_cast<std::uint64_t>(when.time_since_epoch().count()) -
                             static_cast<std::uint64_t>(start_.time_since_epoch().count());
    constexpr auto length = static_cast<std::uint64_t>(boot_time::duration(unit).count());
    return static_cast<std::uint32_t>(std::min<std::uint64_t>(since_start / length, no_token - 1));
}

void due_heap::put(std::size_t position, const node& what)
{
    nodes_[position] = what;
    places_[what.entry].next = static_cast<std::uint32_t>(position);
}

// Finds the place of `what` from a free position upwards.
void due_heap::sift_up(std::size_t position, const node& what)
{
    while (position > 0) {
        const std::size_t parent = (position - 1) / children;
        if (nodes_[parent].order() <= what.order())
            break;
        put(position, nodes_[parent]);
        position = parent;
    }
    put(position, what);
}

void due_heap::sift_down(std::size_t position, const node& what)
{
    for (;;) {
        const std::size_t first = position * children + 1;
        if (first >= size_)
            break;
        std::size_t least = first;
        for (std::size_t child = first + 1; child < std::min(first + children, size_); ++child) {
            if (nodes_[child].order() < nodes_[least].order())
                least = child;
        }
        if (what.order() <= nodes_[least].order())
            break;
        put(position, nodes_[least]);
        position = least;
    }
    put(position, what);
}

void due_heap::push(entry_index entry, boot_time planned, boot_time expiry)
{
    make_room();
    places_[entry].slot = entry_place::due;
    sift_up(size_++, node{units(planned), expiry == boot_time::max() ? no_token : units(expiry), entry});
}

void due_heap::remove(entry_index entry)
{
    entry_place& place = places_[entry];
    const std::size_t position = place.next;
    place = {};
    const node last = nodes_[--size_];
    if (position != size_) {
        if (position > 0 && last.order() < nodes_[(position - 1) / children].order())
            sift_up(position, last);
        else
            sift_down(position, last);
    }
    // What an outage needed is given back, but not at each step across a block's border.
    nodes_.shrink_to(size_ + 2 * nodes_.block_size);
}

std::optional<planned_entry> due_heap::front() const
{
    if (size_ == 0)
        return std::nullopt;
    return planned_entry{nodes_[0].entry, time(nodes_[0].planned)};
}

std::optional<boot_time> due_heap::earliest_expiry() const
{
    if (size_ == 0 || nodes_[0].expiry == no_token)
        return std::nullopt;
    return time(nodes_[0].expiry);
}

} // namespace acs::cache
