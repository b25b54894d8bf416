#include "cache/fetch_report.hpp"

#include "observe/notify.hpp"

#include <acs/error.hpp>

#include <string>
#include <utility>

namespace acs::cache {

fetch_report::fetch_report(std::shared_ptr<const credential_observer> to, std::string_view credential)
    : to_(std::move(to)), credential_(credential)
{}

std::shared_ptr<const fetch_report> fetch_report::create(
    std::shared_ptr<const credential_observer> to, std::string_view credential)
{
    if (!to || (!to->token_fetched && !to->token_fetch_failed))
        return nullptr;
    return std::shared_ptr<const fetch_report>(new fetch_report(std::move(to), credential));
}

void fetch_report::fill(token_fetch_event& event, const token_flight& landed, const fetch_landing& how) const
{
    event.credential = credential_;
    event.reason = landed.reason;
    event.duration = how.took;
    event.remaining = how.remaining;
}

void fetch_report::ended(const token_flight& landed, const fetch_landing& how) const noexcept
{
    if (landed.outcome) {
        observe::notify(to_.get(), &credential_observer::token_fetched, [&] {
            token_fetched_event event;
            fill(event, landed, how);
            event.member = how.member;
            event.renew_in = how.kept ? how.due_in : std::nullopt;
            event.discarded = !how.kept;
            return event;
        });
        return;
    }
    std::string text; // outlives the event
    observe::notify(to_.get(), &credential_observer::token_fetch_failed, [&] {
        const error& why = landed.outcome.error();
        text = why.message();
        token_fetch_failed_event event;
        fill(event, landed, how);
        event.error = static_cast<errc>(why.code().value());
        event.text = text;
        event.retry_in = how.due_in;
        return event;
    });
}

} // namespace acs::cache
