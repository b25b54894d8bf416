#ifndef ACS_CACHE_RENEWALS_HPP
#define ACS_CACHE_RENEWALS_HPP

#include "cache/flight_board.hpp"
#include "cache/planned_entry.hpp"

#include <acs/lane.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

namespace acs::cache {

// What becomes of entries whose time has come: renewed, retired, or gone. Sans-IO; thread-safe.
class renewals
{
public:
    renewals(flight_board& board, shared_schedule& schedule)
        : board_(board), store_(board.store()), schedule_(schedule)
    {}

    struct outcome
    {
        bool retired = false;           // it is not renewed, since nobody asked for it
        bool lapsed = false;            // a token that was kept fresh expired
        std::optional<errc> last_error; // of its last fetch
    };
    // Decides about an entry that was taken from the calendar.
    outcome decide(planned_entry taken, boot_time now);

    // The most urgent entry takes off, if `may_start` says that its lane's permit is free.
    struct departure
    {
        std::shared_ptr<flight> begun; // none if there is nothing due, or no permit
        bool again = false;            // the front was no more to be fetched: look at the next one
        outcome seen;
    };
    departure start_front(boot_time now, const std::function<bool(lane)>& may_start);

    // The service is back, as a call showed that began at this moment: renewals that began before and have
    // not ended hang still, perhaps for long, and each holds an entry whose token is running out. They are
    // given up, and their entries are due again. Says how many there were.
    std::size_t recall(boot_time before, boot_time now);

    // After all tokens were invalidated: takes care of an entry whose token was issued before. True if it had
    // to do something.
    bool sweep(entry_index entry, boot_time now);

private:
    // With the shard's lock held, for an entry without a token, or with one that is of no use.
    // `in_use`: whether it is enough that somebody has asked for it of late.
    void replace(shard& in, entry_index entry, bool in_use, boot_time planned, boot_time now);
    outcome expire(shard& in, entry_index entry, boot_time planned, boot_time now);
    static bool is_watched(shard& in, entry_index entry);

    flight_board& board_;
    token_store& store_;
    shared_schedule& schedule_;
};

} // namespace acs::cache

#endif
