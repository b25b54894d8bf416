#ifndef ACS_SCOPE_HPP
#define ACS_SCOPE_HPP

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace acs {

/// What an access token permits: the scopes of api-version 2023-10-01 and later. For others see \ref
/// scope_set::add.
enum class scope : std::uint8_t
{
    /// `chat`: everything in chat.
    chat = 1,
    /// `chat.join`: chat, except creating, updating and deleting threads.
    chat_join = 2,
    /// `chat.join.limited`: as `chat.join`, and without adding or removing participants.
    chat_join_limited = 4,
    /// `voip`: everything in calling.
    voip = 8,
    /// `voip.join`: joining calls, not starting them.
    voip_join = 16,
};

/// The scope's name on the wire.
std::string_view to_string(scope value) noexcept;

/**
 * \brief A set of scopes: `acs::scope::chat | acs::scope::voip`.
 * \details The service's list of scopes is open. \ref add also takes names this version of the library
 * doesn't know; they are sent as they are. \par Thread safety Distinct objects: safe. Shared object: const
 * functions are safe.
 */
class scope_set
{
public:
    /// The empty set. The service refuses it when a token is asked for.
    scope_set() = default;
    /// A set of one.
    scope_set(scope value) noexcept : known_(static_cast<std::uint8_t>(value)) {}

    /// Adds a scope.
    scope_set& add(scope value) noexcept;
    /// Adds a scope by its name on the wire; a name that this library knows is the same as the enumerator.
    scope_set& add(std::string_view name);

    /// True if nothing is in the set.
    bool empty() const noexcept { return known_ == 0 && others_.empty(); }
    /// True if `value` is in the set.
    bool contains(scope value) const noexcept { return (known_ & static_cast<std::uint8_t>(value)) != 0; }
    /// True if the scope of this name is in the set.
    bool contains(std::string_view name) const noexcept;
    /// The names on the wire: the known ones in the order of \ref scope, then the others in alphabetical
    /// order.
    std::vector<std::string_view> names() const;
    /// The scopes with an enumerator, as the sum of their values.
    std::uint8_t known() const noexcept { return known_; }
    /// The names of the other scopes, in alphabetical order.
    const std::vector<std::string>& others() const noexcept { return others_; }

    friend bool operator==(const scope_set&, const scope_set&) = default;
    friend scope_set operator|(scope_set a, const scope_set& b);

private:
    std::uint8_t known_ = 0;
    std::vector<std::string> others_; // sorted, unique
};

/// The set of both. (For two enumerators; sets have their own operator.)
inline scope_set operator|(scope a, scope b)
{
    return scope_set(a).add(b);
}

} // namespace acs

#endif
