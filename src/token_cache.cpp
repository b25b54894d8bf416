#include <acs/token_cache.hpp>

#include "cache/client_source.hpp"
#include "cache/core.hpp"
#include "cache/get_token.hpp"
#include "cache/prefetch_call.hpp"
#include "cache/snapshot_store.hpp"
#include "cache/stop_call.hpp"
#include "cache/token_life.hpp"
#include "cache/withdraw.hpp"
#include "wire/ascii.hpp"

#include <acs/identity_client.hpp>

#include <algorithm>
#include <utility>

namespace acs {

namespace asio = boost::asio;

namespace {

using shared_core = std::shared_ptr<cache::core>;
using asked_lifetime = std::optional<std::chrono::minutes>;

error make_error(errc code, const char* what)
{
    error_details details;
    details.what = what;
    return {code, std::move(details)};
}

bool has_room(std::string_view user, const asked_lifetime& lifetime)
{
    return !user.empty() && user.size() <= cache::entry_key::longest_user &&
           (!lifetime || (lifetime->count() > 0 && *lifetime <= cache::entry_key::longest_lifetime));
}

// What is wrong with an entry's key, if anything.
std::optional<error> check(std::string_view user, const scope_set& scopes, const asked_lifetime& lifetime)
{
    if (user.empty())
        return make_error(errc::invalid_argument, "the identity is empty");
    if (user.size() > cache::entry_key::longest_user)
        return make_error(errc::invalid_argument, "the identity's id is longer than 65,535 characters");
    if (!has_room(user, lifetime))
        return make_error(errc::invalid_token_lifetime, "not 1 to 65,535 minutes");
    for (const std::string& name : scopes.others())
        if (name.empty() || !std::all_of(name.begin(), name.end(), wire::is_visible))
            return make_error(
                errc::invalid_argument, "a scope's name is empty or has characters that a name can't have");
    return std::nullopt;
}

asio::awaitable<result<access_token>> get_by_key(
    shared_core core, cache::owned_key key, token_options options)
{
    if (!core)
        co_return error(errc::client_stopped); // a cache that was moved from
    if (!options.newer() && has_room(key.user(), key.lifetime()))
        if (access_token found = core->hit(key.view(), options.min_remaining(), true); !found.empty())
            co_return found;
    if (const auto wrong = check(key.user(), key.scopes(), key.lifetime()))
        co_return *wrong;
    co_return co_await cache::get_token(std::move(core), std::move(key), std::move(options));
}

asio::awaitable<result<access_token>> get_by_handle(
    shared_core core, std::shared_ptr<const cache::hot_key> key, token_options options)
{
    if (!core)
        co_return error(errc::client_stopped);
    if (!key)
        co_return make_error(errc::invalid_argument, "the handle is empty");
    if (!options.newer())
        if (access_token found = core->hit(*key, options.min_remaining(), true); !found.empty())
            co_return found;
    if (const auto wrong = check(key->key().user(), key->key().scopes(), key->key().lifetime()))
        co_return *wrong;
    co_return co_await cache::get_token(std::move(core), key->key(), std::move(options));
}

asio::awaitable<result<void>> checked_withdraw(
    shared_core core, cache::withdrawal how, communication_user user, call_options options)
{
    if (!core)
        co_return error(errc::client_stopped);
    co_return co_await cache::withdraw(std::move(core), how, std::move(user), std::move(options));
}

asio::awaitable<result<prefetch_progress>> checked_prefetch(
    shared_core core, std::vector<communication_user> users, scope_set scopes, prefetch_options options)
{
    if (!core)
        co_return error(errc::client_stopped);
    for (const communication_user& user : users)
        if (const auto wrong = check(user.id(), scopes, options.lifetime()))
            co_return *wrong;
    co_return co_await cache::prefetch(
        std::move(core), std::move(users), std::move(scopes), std::move(options));
}

} // namespace

token_cache::token_cache(const identity_client& client, token_cache_options options)
{
    const auto calls = std::make_shared<identity_client>(client.share());
    if (const client_options* const known = client.options())
        cache::complete(options, *known);
    core_ = std::make_shared<cache::core>(
        cache::make_settings(client.get_executor(), cache::source_of(calls), options));
}

token_cache::token_cache(asio::any_io_executor executor, token_source source, token_cache_options options)
    : core_(std::make_shared<cache::core>(
          cache::make_settings(std::move(executor), std::move(source), options)))
{}

token_cache::token_cache(token_cache&&) noexcept = default;

token_cache& token_cache::operator=(token_cache&& other) noexcept
{
    token_cache ended(std::move(*this));
    core_ = std::move(other.core_);
    return *this;
}

token_cache::~token_cache()
{
    if (core_)
        core_->shut_down();
}

asio::any_io_executor token_cache::get_executor() const
{
    return core_ ? core_->settings().executor : asio::any_io_executor();
}

asio::awaitable<result<access_token>> token_cache::get(
    communication_user user, scope_set scopes, token_options options)
{
    return get_by_key(
        core_, cache::owned_key(std::move(user).id(), std::move(scopes), options.lifetime()),
        std::move(options));
}

asio::awaitable<result<access_token>> token_cache::get(token_handle handle, token_options options)
{
    return get_by_handle(core_, std::move(handle.key_), std::move(options));
}

access_token token_cache::try_get(
    const communication_user& user, const scope_set& scopes, asked_lifetime lifetime) noexcept
{
    if (!core_ || !has_room(user.id(), lifetime))
        return {};
    return core_->hit(cache::entry_key(user.id(), scopes, lifetime), {}, false);
}

access_token token_cache::try_get(const token_handle& handle) noexcept
{
    return core_ && handle.key_ ? core_->hit(*handle.key_, {}, false) : access_token();
}

token_handle token_cache::handle(
    const communication_user& user, const scope_set& scopes, asked_lifetime lifetime)
{
    if (!core_ || !has_room(user.id(), lifetime))
        return {};
    return token_handle(std::make_shared<cache::hot_key>(
        cache::owned_key(user.id(), scopes, lifetime), core_->store().number()));
}

result<void> token_cache::keep_fresh(communication_user user, scope_set scopes, token_options options)
{
    if (!core_ || core_->is_stopping())
        return error(errc::client_stopped);
    if (scopes.empty())
        return error(errc::no_scopes);
    if (const auto wrong = check(user.id(), scopes, options.lifetime()))
        return *wrong;
    const cache::coarse_time life = core_->expected_life(options.lifetime());
    const cache::owned_key key(user.id(), std::move(scopes), options.lifetime());
    if (!core_->entries().keep_fresh(key, life, core_->now()))
        return core_->infeasible(core_->schedule().kept() + 1, core_->schedule().kept());
    core_->make_room();
    return {};
}

bool token_cache::release(const communication_user& user, const scope_set& scopes, asked_lifetime lifetime)
{
    return core_ && has_room(user.id(), lifetime) &&
           core_->entries().release(cache::owned_key(user.id(), scopes, lifetime));
}

asio::awaitable<result<prefetch_progress>> token_cache::prefetch(
    std::vector<communication_user> users, scope_set scopes, prefetch_options options)
{
    return checked_prefetch(core_, std::move(users), std::move(scopes), std::move(options));
}

bool token_cache::put(
    const communication_user& user, const scope_set& scopes, access_token token, asked_lifetime lifetime)
{
    if (!core_ || token.token().empty() || check(user.id(), scopes, lifetime))
        return false;
    const boot_time now = core_->now();
    const boot_time until = cache::usable_until(token, now, core_->time().now_utc());
    // One that lives shorter than its lifetime was issued some time ago.
    const boot_time issued = lifetime && until - now < *lifetime ? until - *lifetime : now;
    const bool kept = core_->entries().put(
        cache::owned_key(user.id(), scopes, lifetime), std::move(token), issued, until, now);
    core_->make_room();
    return kept;
}

bool token_cache::invalidate(const communication_user& user, const scope_set& scopes, asked_lifetime lifetime)
{
    if (!core_ || !has_room(user.id(), lifetime))
        return false;
    core_->snapshots().revoked(core_->now());
    return core_->revocations().invalidate(cache::owned_key(user.id(), scopes, lifetime), core_->now()) > 0;
}

std::size_t token_cache::invalidate(const communication_user& user)
{
    if (!core_)
        return 0;
    core_->snapshots().revoked(core_->now());
    return core_->revocations().invalidate(user.id(), core_->now());
}

void token_cache::invalidate_all()
{
    if (core_)
        core_->invalidate_all();
}

asio::awaitable<result<void>> token_cache::revoke(communication_user user, call_options options)
{
    return checked_withdraw(core_, cache::withdrawal::revoke, std::move(user), std::move(options));
}

asio::awaitable<result<void>> token_cache::remove(communication_user user, call_options options)
{
    return checked_withdraw(core_, cache::withdrawal::remove, std::move(user), std::move(options));
}

cache_plan token_cache::plan() const
{
    cache_plan made;
    if (core_)
        core_->describe(made);
    return made;
}

cache_stats token_cache::stats() const
{
    cache_stats made;
    if (core_)
        core_->describe(made);
    return made;
}

result<std::size_t> token_cache::save_snapshot(const std::string& path, const secret& key)
{
    if (!core_)
        return error(errc::client_stopped);
    return cache::save_snapshot(*core_, path, key);
}

result<std::size_t> token_cache::load_snapshot(const std::string& path, const secret& key)
{
    if (!core_)
        return error(errc::client_stopped);
    return cache::load_snapshot(*core_, path, key);
}

asio::awaitable<void> token_cache::stop()
{
    return cache::stop(core_);
}

} // namespace acs
