#include "cache/fetch_runner.hpp"

#include "cache/core.hpp"
#include "observe/notify.hpp"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <exception>
#include <optional>
#include <utility>

namespace acs::cache {

namespace asio = boost::asio;

namespace {

error from_exception(const std::exception_ptr& thrown)
{
    error_details details;
    try {
        std::rethrow_exception(thrown);
    } catch (const std::exception& exception) {
        details.what = exception.what();
    } catch (...) {
        details.what = "the fetch function threw something that is no std::exception";
    }
    return {errc::internal, std::move(details)};
}

} // namespace

void fetch_runner::launch(std::shared_ptr<flight> begun)
{
    owner_.call_begins();
    begun->began_utc = owner_.time().now_utc();
    owner_.counted().count(begun->renewal ? &cache_stats::renewals : &cache_stats::fetches);
    // Not from in here: the fetch function is the user's.
    const auto executor = owner_.settings().executor;
    try {
        asio::post(executor, [owner = owner_.shared_from_this(), begun]() {
            const auto handler = [owner, begun](std::exception_ptr thrown) {
                if (thrown) // memory was short; nobody waits for ever
                    owner->fetches().land(*begun, from_exception(thrown));
            };
            asio::co_spawn(owner->settings().executor, fly(owner, begun), handler);
        });
    } catch (...) {
        land(*begun, from_exception(std::current_exception()));
    }
}

asio::awaitable<void> fetch_runner::fly(std::shared_ptr<core> owner, std::shared_ptr<flight> begun)
{
    token_request wanted{
        communication_user(begun->key.user()), begun->key.scopes(), begun->key.lifetime(),
        owner->options_for(begun->lane)};
    // What fails ahead of time comes again with the calendar's order and pace.
    if (begun->renewal)
        wanted.call.max_retries(0);
    result<access_token> fetched{error(errc::internal)};
    std::exception_ptr thrown;
    try {
        if (owner->is_shut_down()) // what the fetch function refers to may have gone with the cache
            fetched = error(errc::client_stopped);
        else
            fetched = co_await owner->settings().source.fetch(std::move(wanted));
    } catch (...) {
        thrown = std::current_exception();
    }
    if (thrown)
        fetched = from_exception(thrown);
    owner->fetches().land(*begun, std::move(fetched));
}

void fetch_runner::land(flight& landed, result<access_token> fetched)
{
    const boot_time now = owner_.now();
    // A civil clock that was set meanwhile was wrong before, or is now: what lengthens no life counts.
    landed.began_utc = std::max(landed.began_utc, owner_.time().now_utc() - (now - landed.began));
    std::optional<error> why;
    if (!fetched)
        why = fetched.error();
    const auto [before, after] =
        owner_.health().ended(why ? &*why : nullptr, landed.key.view().hash, now, owner_.random());
    const auto came =
        owner_.board().land(landed, std::move(fetched), now, owner_.random(), after == cache_health::healthy);
    if (!came.error)
        owner_.make_room(); // the token's bytes have come, and the entry may go again
    count(came);
    tell(landed, came, now);
    if (before != after) {
        observe::notify(owner_.settings().observer.get(), &cache_observer::health_changed, [&] {
            return cache_health_event{before, after};
        });
        if (after == cache_health::healthy)
            owner_.driver().recovered(landed.began);
        owner_.driver().wake();
    }
    if (landed.renewal)
        owner_.driver().renewal_ended();
    owner_.call_ends();
}

void fetch_runner::count(const flight_board::landing& came)
{
    if (came.error)
        owner_.counted().count(&cache_stats::fetches_failed);
    if (came.discarded)
        owner_.counted().count(&cache_stats::discarded);
    if (came.not_newer)
        owner_.counted().count(&cache_stats::not_newer);
}

void fetch_runner::tell(const flight& landed, const flight_board::landing& came, boot_time now)
{
    const cache_observer* const seen = owner_.settings().observer.get();
    observe::notify(seen, &cache_observer::fetch_ended, [&] {
        cache_fetch_event event;
        event.renewal = landed.renewal;
        event.duration = now - landed.began;
        if (landed.planned)
            event.lateness = std::max(landed.began - *landed.planned, std::chrono::nanoseconds(0));
        event.remaining = landed.remaining;
        event.error = came.error;
        event.discarded = came.discarded;
        return event;
    });
    if (came.given_up)
        observe::notify(seen, &cache_observer::given_up, [&] { return cache_given_up_event{*came.error}; });
}

} // namespace acs::cache
