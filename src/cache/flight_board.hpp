#ifndef ACS_CACHE_FLIGHT_BOARD_HPP
#define ACS_CACHE_FLIGHT_BOARD_HPP

#include "cache/flight.hpp"
#include "cache/shared_schedule.hpp"
#include "cache/token_store.hpp"

#include <acs/error.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>

namespace acs::cache {

// Which entries are being fetched: who joins, who starts, and what becomes of an entry when its flight lands.
// Sans-IO; thread-safe.
class flight_board
{
public:
    // `patience`: a fetch that lasts longer is given up, since its function may never return.
    flight_board(token_store& store, shared_schedule& schedule, std::chrono::nanoseconds patience)
        : store_(store), schedule_(schedule), patience_(std::min<std::chrono::nanoseconds>(patience, longest))
    {}

    // What a request for a token comes to.
    struct inquiry
    {
        cache_entry::answer kind = cache_entry::answer::fetch;
        access_token token;                   // to be served, at once or if the flight fails
        boot_time expires{};                  // the token
        std::shared_ptr<flight> joined;       // to be waited for
        bool launch = false;                  // it is new: the caller has to start it
        std::shared_ptr<revocation> revoking; // to be waited for, then asked again
    };
    // `healthy`: whether a token that is still usable is worth a call now. Without `may_fetch` nothing is
    // joined that isn't under way.
    inquiry ask(const owned_key& key, boot_time now, coarse_time least, bool healthy, bool may_fetch);

    // How a flight has ended, for statistics, observers and the breaker.
    struct landing
    {
        std::optional<errc> error;
        bool discarded = false; // a token came, and was not kept
        bool not_newer = false;
        bool given_up = false; // it was kept fresh, and isn't any more
    };
    // The fetch has ended. `random` is from [0, 1). If the service is not `healthy`, entries wait in the due
    // heap instead of backing off.
    landing land(flight& landed, result<access_token> fetched, boot_time now, double random, bool healthy);

    // With the shard's lock held, for an entry that is not in flight.
    std::shared_ptr<flight> depart(shard& in, entry_index entry, lane who, bool renewal, boot_time now);
    // With the shard's lock held: whoever flies for the entry, if anybody, flies in vain; who waits asks
    // again.
    void abandon(shard& in, entry_index entry);
    // With the shard's lock held, for an entry in flight: abandons it if it lasts too long. Says if so.
    bool abandon_overdue(shard& in, entry_index entry, boot_time now);
    // How many renewals are in flight.
    std::size_t renewals() const noexcept { return renewals_.load(); }

    token_store& store() { return store_; }

private:
    static constexpr std::chrono::hours longest{24};

    landing land_failed(
        shard& in, flight& landed, const error& why, boot_time now, double random, bool healthy);
    landing land_fetched(shard& in, flight& landed, access_token fetched, boot_time now, double random);

    token_store& store_;
    shared_schedule& schedule_;
    const std::chrono::nanoseconds patience_;
    std::atomic<std::size_t> renewals_{0};
};

} // namespace acs::cache

#endif
