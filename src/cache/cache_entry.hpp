#ifndef ACS_CACHE_CACHE_ENTRY_HPP
#define ACS_CACHE_CACHE_ENTRY_HPP

#include "cache/coarse_time.hpp"
#include "cache/entry_index.hpp"
#include "cache/entry_key.hpp"

#include <acs/access_token.hpp>

#include <atomic>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>

namespace acs::cache {

// A token and what is known of it, in 128 bytes, the id's text included. The rules are here; who waits and
// what is under way is kept beside it, for the few entries that it concerns. Sans-IO; guarded by its shard's
// lock, but for the hash.
//
//            put, fetched                      invalidated, revoked, expired
//   vacant -> empty ----------------> fresh ------------------------------> empty -> vacant
//               |  404                  | 404
//               +-----> negative <------+            (60 s, then vacant)
//
// Refreshing and backing off are not states of their own: a fresh entry is both usable and being renewed.
class alignas(64) cache_entry
{
public:
    enum class state : std::uint8_t
    {
        vacant,   // belongs to nobody
        empty,    // no token
        fresh,    // a token, perhaps expired by now
        negative, // the service doesn't know the identity
    };

    // What a request for the token comes to.
    enum class answer : std::uint8_t
    {
        serve,    // the token, nothing else to do
        stale,    // the token, but join its renewal if there is one
        fetch,    // wait for a token
        negative, // refuse
    };

    // A token is served if it is usable for longer than this.
    static constexpr coarse_time reserve = 10;
    // How long the service's word that an identity is unknown counts.
    static constexpr coarse_time negative_life = 60;

    // The remaining life below which a renewal is urgent: 2 % of the life, at least 30 s, at most 300 s, and
    // no more than a quarter of a very short one.
    static coarse_time margin(coarse_time life) noexcept;
    // An entry that wasn't asked for in this time is not renewed: half its life, at least an hour.
    static coarse_time idle_limit(coarse_time life) noexcept;

    cache_entry() = default;
    cache_entry(const cache_entry&) = delete;
    cache_entry& operator=(const cache_entry&) = delete;
    ~cache_entry() { free_text(); }

    // Takes a vacant entry for this key. May throw std::bad_alloc; then it stays vacant.
    void occupy(const entry_key& key, coarse_time now);
    // The entry is vacant afterwards, and whoever remembers its number can see that.
    void vacate() noexcept;

    bool matches(const entry_key& key) const noexcept;
    bool is_of(std::string_view user) const noexcept;

    // Whether a request that wants the token for `least` more seconds, beyond the reserve, can have it.
    bool is_usable(coarse_time now, coarse_time least, std::uint16_t epoch) const noexcept;
    // True if a token at hand should be renewed before it is served.
    bool needs_refresh(coarse_time now) const noexcept { return remaining(now) <= margin(life); }
    answer ask(coarse_time now, coarse_time least, std::uint16_t epoch) const noexcept;
    // Seconds until the token can't be used any more; 0 without one.
    coarse_time remaining(coarse_time now) const noexcept { return expires > now ? expires - now : 0; }
    // True if somebody wants the token renewed.
    bool is_wanted(coarse_time now) const noexcept;

    void install(access_token fetched, coarse_time lifespan, coarse_time until, std::uint16_t epoch) noexcept;
    // No token any more. What it is pinned for and who asked for it stays.
    void drop() noexcept;
    void refuse(coarse_time now, std::uint16_t epoch) noexcept; // negative from now on

    std::string_view user() const noexcept { return {text(), user_size_}; }
    scope_set scopes() const;
    std::uint16_t lifetime() const noexcept { return lifetime_; }
    std::size_t text_bytes() const noexcept;
    state current() const noexcept { return state_; }

    // Public, since the store that owns the entries does with them what it finds right, under the lock.
    access_token token;

    std::atomic<std::uint32_t> hash{0}; // read without the lock to find the lock
    coarse_time expires = 0; // the token's hard end; of a negative entry: when it may be asked again
    coarse_time life = 0;    // of the token, or as expected of the first one
    coarse_time last_use = 0;
    std::uint32_t identity = 0;   // another each time the entry is vacated: for those who remember its number
    std::uint16_t generation = 0; // another each time its tokens are dropped
    std::uint16_t epoch = 0;      // the cache's when the token was issued
    std::uint8_t failures = 0;    // of fetches in a row, saturated
    std::uint8_t last_error = 0;  // of them, an errc; 0 if none failed
    bool pinned : 1 = false;      // kept fresh
    bool awaited : 1 = false;     // a prefetch waits for its first token
    bool in_flight : 1 = false;   // being fetched
    bool retiring : 1 = false;    // not to be renewed

private:
    bool has_others_ : 1 = false;
    bool is_far_ : 1 = false; // the text is elsewhere
    state state_ : 2 = state::vacant;
    std::uint8_t known_scopes_ = 0;
    std::uint16_t lifetime_ = 0;
    std::uint16_t user_size_ = 0;

    // The user's id; then, if there are others, each scope without an enumerator and a line feed, and a zero.
    // An id of the service (79 characters) has room here; of a longer text this is the pointer to it.
    char room_[88];

    char* make_text(std::size_t size);
    void free_text() noexcept;
    const char* text() const noexcept
    {
        if (!is_far_)
            return room_;
        const char* far = nullptr;
        std::memcpy(&far, room_, sizeof(far));
        return far;
    }
    std::string_view others() const noexcept;
};

} // namespace acs::cache

#endif
