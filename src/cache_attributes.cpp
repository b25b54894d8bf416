#include <acs/cache_attributes.hpp>

#include "observe/add_attribute.hpp"

#include <chrono>

namespace acs {

namespace {

namespace name = attribute_name;

using observe::add_error;
using observe::add_number;
using observe::in_seconds;

void add_remaining(attribute_list& to, std::chrono::nanoseconds remaining)
{
    if (remaining > std::chrono::nanoseconds::zero())
        to.add(name::acs_cache_remaining_life, in_seconds(remaining));
}

} // namespace

attribute_list attributes(const cache_request_event& event) noexcept
{
    attribute_list list;
    list.add(name::acs_cache_result, to_string(event.result));
    add_remaining(list, event.remaining);
    add_error(list, event.error);
    return list;
}

attribute_list attributes(const cache_fetch_event& event) noexcept
{
    attribute_list list;
    list.add(name::acs_cache_renewal, event.renewal);
    if (event.lateness)
        list.add(name::acs_cache_lateness, in_seconds(*event.lateness));
    add_remaining(list, event.remaining);
    add_error(list, event.error);
    if (!event.error)
        list.add(name::acs_cache_discarded, event.discarded);
    list.add(name::acs_duration, in_seconds(event.duration));
    return list;
}

attribute_list attributes(const cache_lapsed_event& event) noexcept
{
    attribute_list list;
    add_error(list, event.last_error);
    return list;
}

attribute_list attributes(const cache_given_up_event& event) noexcept
{
    attribute_list list;
    add_error(list, event.error);
    return list;
}

attribute_list attributes(const cache_health_event& event) noexcept
{
    attribute_list list;
    list.add(name::acs_cache_previous_health, to_string(event.before));
    list.add(name::acs_cache_health, to_string(event.after));
    return list;
}

attribute_list attributes(const cache_infeasible_event& event) noexcept
{
    attribute_list list;
    add_number(list, name::acs_cache_kept_fresh, event.kept_fresh);
    add_number(list, name::acs_cache_fits, event.fits);
    return list;
}

attribute_list attributes(const cache_evicted_event& event) noexcept
{
    attribute_list list;
    add_number(list, name::acs_cache_evicted, event.entries);
    return list;
}

} // namespace acs
