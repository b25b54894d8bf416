#include <acs/credential_attributes.hpp>

#include "observe/add_attribute.hpp"

#include <chrono>

namespace acs {

namespace {

namespace name = attribute_name;

using observe::add_error;
using observe::in_seconds;

attribute_list begin_fetch(const token_fetch_event& event, std::string_view member)
{
    attribute_list list;
    list.add(name::acs_credential_name, event.credential);
    if (!member.empty())
        list.add(name::acs_credential_member, member);
    list.add(name::acs_reason, to_string(event.reason));
    return list;
}

void end_fetch(attribute_list& to, const token_fetch_event& event)
{
    if (event.remaining > std::chrono::nanoseconds::zero())
        to.add(name::acs_credential_remaining_life, in_seconds(event.remaining));
    to.add(name::acs_duration, in_seconds(event.duration));
}

} // namespace

attribute_list attributes(const token_fetched_event& event) noexcept
{
    attribute_list list = begin_fetch(event, event.member);
    if (event.renew_in)
        list.add(name::acs_credential_renew_in, in_seconds(*event.renew_in));
    if (event.discarded)
        list.add(name::acs_credential_discarded, true);
    end_fetch(list, event);
    return list;
}

attribute_list attributes(const token_fetch_failed_event& event) noexcept
{
    attribute_list list = begin_fetch(event, {});
    add_error(list, event.error);
    if (event.retry_in)
        list.add(name::acs_credential_retry_in, in_seconds(*event.retry_in));
    end_fetch(list, event);
    list.add(name::acs_credential_error_text, event.text);
    return list;
}

} // namespace acs
