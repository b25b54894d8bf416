#include <acs/log_credential_observer.hpp>

#include "observe/log_maker.hpp"

#include <acs/credential_attributes.hpp>

#include <chrono>
#include <utility>

namespace acs {

namespace {

struct credential_event_levels
{
    static log_level of(const token_fetched_event&) { return log_level::info; }
    static log_level of(const token_fetch_failed_event& event)
    {
        if (event.error == errc::canceled || event.error == errc::client_stopped)
            return log_level::debug;
        return event.remaining > std::chrono::nanoseconds::zero() ? log_level::warning : log_level::error;
    }
};

} // namespace

std::shared_ptr<const credential_observer> make_log_credential_observer(log_sink sink, log_level least)
{
    auto made = std::make_shared<credential_observer>();
    if (!sink)
        return made;
    const observe::log_maker<credential_observer, credential_event_levels> maker(
        *made, std::move(sink), least);
    maker.log(&credential_observer::token_fetch_failed, "credential_token_fetch_failed");
    if (least <= log_level::info)
        maker.log(&credential_observer::token_fetched, "credential_token_fetched");
    return made;
}

std::shared_ptr<const credential_observer> make_log_credential_observer(
    std::ostream& out, log_level least, std::shared_ptr<time_source> time)
{
    return make_log_credential_observer(make_log_sink(out, std::move(time)), least);
}

} // namespace acs
