#ifndef ACS_TOKEN_HANDLE_HPP
#define ACS_TOKEN_HANDLE_HPP

#include <memory>
#include <utility>

namespace acs::cache {
class hot_key;
}

namespace acs {

/**
 * \brief An entry of a \ref token_cache that is asked for often: identity, scopes and lifetime, hashed once.
 * \details Copies are cheap and remember together where the entry is. It keeps nothing in the cache; a handle
 * whose entry has gone finds the next one of the same identity, scopes and lifetime. Belongs to the cache
 * that made it. \par Thread safety Distinct objects: safe. Shared object: const functions, and the cache's
 * functions that take it, are safe.
 */
class token_handle
{
public:
    /// A handle of nothing: the cache has no token for it.
    token_handle() noexcept = default;

    /// True if it is of nothing.
    bool empty() const noexcept { return !key_; }

private:
    friend class token_cache;

    explicit token_handle(std::shared_ptr<const cache::hot_key> key) : key_(std::move(key)) {}

    std::shared_ptr<const cache::hot_key> key_;
};

} // namespace acs

#endif
