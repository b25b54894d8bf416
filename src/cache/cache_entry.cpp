#include "cache/cache_entry.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace acs::cache {

// Two lines of memory. The promise of at most 128 bytes beside token and id text is reckoned with it.
static_assert(sizeof(cache_entry) == 128);

namespace {

std::size_t size_of(const std::vector<std::string>& names)
{
    std::size_t size = 0;
    for (const std::string& name : names)
        size += name.size() + 1;
    return size;
}

} // namespace

coarse_time cache_entry::margin(coarse_time life) noexcept
{
    return std::min(std::clamp<coarse_time>(life / 50, 30, 300), life / 4);
}

coarse_time cache_entry::idle_limit(coarse_time life) noexcept
{
    return std::max<coarse_time>(life / 2, 3600);
}

void cache_entry::occupy(const entry_key& key, coarse_time now)
{
    const std::size_t others = size_of(key.others);
    char* to = make_text(key.user.size() + (others > 0 ? others + 1 : 0));
    to = std::copy(key.user.begin(), key.user.end(), to);
    for (const std::string& name : key.others) {
        to = std::copy(name.begin(), name.end(), to);
        *to++ = '\n';
    }
    has_others_ = others > 0;
    if (has_others_)
        *to = '\0';
    user_size_ = static_cast<std::uint16_t>(key.user.size());
    known_scopes_ = key.known_scopes;
    lifetime_ = key.lifetime;
    last_use = now;
    state_ = state::empty;
    hash.store(key.hash, std::memory_order_relaxed);
}

char* cache_entry::make_text(std::size_t size)
{
    is_far_ = false;
    if (size <= sizeof(room_))
        return room_;
    char* const far = new char[size];
    std::memcpy(room_, &far, sizeof(far));
    is_far_ = true;
    return far;
}

void cache_entry::free_text() noexcept
{
    if (is_far_)
        delete[] text();
    is_far_ = false;
}

void cache_entry::vacate() noexcept
{
    token = access_token();
    free_text();
    hash.store(0, std::memory_order_relaxed);
    expires = life = last_use = 0;
    ++identity;
    ++generation;
    failures = last_error = 0;
    pinned = awaited = in_flight = retiring = false;
    state_ = state::vacant;
}

bool cache_entry::matches(const entry_key& key) const noexcept
{
    if (user_size_ != key.user.size() || known_scopes_ != key.known_scopes || lifetime_ != key.lifetime ||
        std::memcmp(text(), key.user.data(), user_size_) != 0)
        return false;
    if (!has_others_ || key.others.empty())
        return !has_others_ && key.others.empty();
    std::string_view left = others();
    for (const std::string& name : key.others) {
        if (left.size() <= name.size() || left.substr(0, name.size()) != name || left[name.size()] != '\n')
            return false;
        left.remove_prefix(name.size() + 1);
    }
    return left.empty();
}

bool cache_entry::is_of(std::string_view user) const noexcept
{
    return state_ != state::vacant && this->user() == user;
}

bool cache_entry::is_usable(coarse_time now, coarse_time least, std::uint16_t current) const noexcept
{
    return state_ == state::fresh && epoch == current && remaining(now) > reserve &&
           remaining(now) - reserve > least;
}

cache_entry::answer cache_entry::ask(coarse_time now, coarse_time least, std::uint16_t current) const noexcept
{
    if (is_usable(now, least, current))
        return needs_refresh(now) ? answer::stale : answer::serve;
    return state_ == state::negative && now < expires && epoch == current ? answer::negative : answer::fetch;
}

bool cache_entry::is_wanted(coarse_time now) const noexcept
{
    return pinned || awaited || (now >= last_use ? now - last_use : 0) <= idle_limit(life);
}

void cache_entry::install(
    access_token fetched, coarse_time lifespan, coarse_time until, std::uint16_t current) noexcept
{
    token = std::move(fetched);
    expires = until;
    life = lifespan;
    epoch = current;
    failures = last_error = 0;
    awaited = retiring = false;
    state_ = state::fresh;
}

void cache_entry::drop() noexcept
{
    token = access_token();
    expires = 0;
    ++generation;
    failures = last_error = 0;
    retiring = false;
    state_ = state::empty;
}

void cache_entry::refuse(coarse_time now, std::uint16_t current) noexcept
{
    drop();
    epoch = current;
    awaited = false;
    expires = now + negative_life;
    state_ = state::negative;
}

std::string_view cache_entry::others() const noexcept
{
    return has_others_ ? std::string_view(text() + user_size_) : std::string_view();
}

scope_set cache_entry::scopes() const
{
    scope_set made;
    for (unsigned bit = 1; bit < 256; bit *= 2)
        if ((known_scopes_ & bit) != 0)
            made.add(static_cast<scope>(bit));
    std::string_view left = others();
    while (!left.empty()) {
        const std::size_t end = left.find('\n');
        made.add(left.substr(0, end));
        left.remove_prefix(end + 1);
    }
    return made;
}

std::size_t cache_entry::text_bytes() const noexcept
{
    return std::size_t(user_size_) + others().size() + token.token().size();
}

} // namespace acs::cache
