#ifndef ACS_CACHE_REVOKER_HPP
#define ACS_CACHE_REVOKER_HPP

#include "cache/flight_board.hpp"

#include <cstddef>
#include <string>

namespace acs::cache {

// Drops tokens that must not be served any more, whoever is fetching others meanwhile. Sans-IO; thread-safe.
class revoker
{
public:
    revoker(flight_board& board, shared_schedule& schedule)
        : board_(board), store_(board.store()), schedule_(schedule)
    {}

    // From here to the end() no token of the identity is served, kept or fetched.
    void begin(const std::string& user);
    // What was kept fresh is fetched again; if the identity is `removed`, nothing is left of it.
    void end(const std::string& user, bool removed, boot_time now);

    // Drop what is there and in flight; kept-fresh entries are fetched again. Say how many tokens there were.
    std::size_t invalidate(const owned_key& key, boot_time now);
    std::size_t invalidate(const std::string& user, boot_time now);

private:
    // With the shard's lock held. True if there was a token.
    bool forget_token(shard& in, entry_index entry);
    void restore_or_erase(shard& in, entry_index entry, boot_time now);

    flight_board& board_;
    token_store& store_;
    shared_schedule& schedule_;
};

} // namespace acs::cache

#endif
