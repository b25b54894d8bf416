#ifndef ACS_CACHE_ENTRY_KEY_HPP
#define ACS_CACHE_ENTRY_KEY_HPP

#include "cache/text_hash.hpp"

#include <acs/scope.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace acs::cache {

// What an entry belongs to, as a view: nothing is copied to look an entry up.
struct entry_key
{
    entry_key(std::string_view id, const scope_set& scopes, std::optional<std::chrono::minutes> lifetime);

    std::string_view user;
    std::uint8_t known_scopes;              // as scope_set has them
    std::uint16_t lifetime;                 // minutes; 0 stands for the issuer's default
    const std::vector<std::string>& others; // scopes without an enumerator
    std::uint32_t hash;                     // of the user alone: an identity's entries are neighbours

    // Ids and lifetimes that an entry has room for.
    static constexpr std::size_t longest_user = 0xffff;
    static constexpr std::chrono::minutes longest_lifetime{0xffff};

    // Never 0, which is the hash of vacant entries.
    static std::uint32_t hash_of(std::string_view user) noexcept;
};

// The same with texts of its own.
class owned_key
{
public:
    owned_key(std::string id, scope_set scopes, std::optional<std::chrono::minutes> lifetime)
        : user_(std::move(id)), scopes_(std::move(scopes)), lifetime_(lifetime)
    {}

    entry_key view() const { return {user_, scopes_, lifetime_}; }
    const std::string& user() const { return user_; }
    const scope_set& scopes() const { return scopes_; }
    const std::optional<std::chrono::minutes>& lifetime() const { return lifetime_; }

private:
    std::string user_;
    scope_set scopes_;
    std::optional<std::chrono::minutes> lifetime_;
};

inline std::uint32_t entry_key::hash_of(std::string_view user) noexcept
{
    const std::uint64_t wide = text_hash::of(user);
    const auto folded = static_cast<std::uint32_t>(wide ^ (wide >> 32));
    return folded != 0 ? folded : 1;
}

inline entry_key::entry_key(
    std::string_view id, const scope_set& scopes, std::optional<std::chrono::minutes> minutes)
    : user(id), known_scopes(scopes.known()),
      lifetime(minutes ? static_cast<std::uint16_t>(minutes->count()) : std::uint16_t(0)),
      others(scopes.others()), hash(hash_of(id))
{}

} // namespace acs::cache

#endif
