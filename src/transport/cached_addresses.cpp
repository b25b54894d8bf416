#include "transport/cached_addresses.hpp"

#include <utility>

namespace acs::transport {

cached_addresses::addresses cached_addresses::fresh(boot_time now) const
{
    return now < look_up_at_ ? stale(now) : addresses();
}

cached_addresses::addresses cached_addresses::stale(boot_time now) const
{
    return !known_.empty() && now - found_at_ < stale_for ? known_ : addresses();
}

void cached_addresses::found(addresses known, boot_time now)
{
    known_ = std::move(known);
    found_at_ = now;
    look_up_at_ = now + fresh_for;
}

void cached_addresses::failed(bool name_is_gone, boot_time now)
{
    if (name_is_gone)
        known_.clear();
    else
        look_up_at_ = now + recheck_after; // of no meaning if there are no addresses
}

void cached_addresses::forget(boot_time now)
{
    if (!known_.empty() && now - found_at_ >= keep_for)
        known_.clear();
}

} // namespace acs::transport
