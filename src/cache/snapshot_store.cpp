#include "cache/snapshot_store.hpp"

#include "cache/core.hpp"
#include "cache/snapshot_age.hpp"
#include "cache/snapshot_boot_id.hpp"
#include "cache/snapshot_reader.hpp"
#include "cache/snapshot_writer.hpp"

#include <algorithm>
#include <cstdio>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace acs::cache {

namespace {

// An entry as it was when it was looked at, with texts of its own.
struct kept_token
{
    std::string user;
    scope_set scopes;
    access_token token;
    snapshot_record record; // its texts point to the above
};

std::optional<kept_token> read(token_store& store, entry_index index, boot_time now)
{
    const std::uint32_t hash = store.at(index).hash.load(std::memory_order_relaxed);
    if (hash == 0)
        return std::nullopt;
    const std::lock_guard lock(store.shard_of(hash).lock);
    const cache_entry& entry = store.at(index);
    const coarse_time present = store.clock().up(now);
    if (entry.hash.load(std::memory_order_relaxed) != hash || !entry.is_usable(present, 0, store.epoch()))
        return std::nullopt;
    kept_token made;
    made.user = entry.user();
    made.scopes = entry.scopes();
    made.token = entry.token;
    made.record.lifetime_minutes = entry.lifetime();
    made.record.generation = entry.generation;
    made.record.pinned = entry.pinned;
    made.record.expires_on = entry.token.expires_on();
    made.record.remaining = store.clock().at(entry.expires) - now;
    made.record.age = std::max<std::chrono::nanoseconds>(
        std::chrono::seconds(entry.life) - made.record.remaining, std::chrono::nanoseconds(0));
    made.record.idle = std::chrono::seconds(present > entry.last_use ? present - entry.last_use : 0);
    return made;
}

error outdated(const char* what)
{
    error_details details;
    details.what = what;
    return {errc::snapshot_outdated, std::move(details)};
}

} // namespace

result<std::size_t> save_snapshot(core& cache, const std::string& path, const secret& key)
{
    snapshot_header header;
    header.saved_utc = cache.time().now_utc();
    header.saved_boot = cache.now();
    header.boot_id = snapshot_boot_id();
    header.resource = cache.settings().resource;
    header.generation = cache.store().epoch();
    auto writer = snapshot_writer::create(path, key, std::move(header));
    if (!writer)
        return writer.error();
    const std::uint64_t revocations = cache.snapshots().revocations();
    std::size_t saved = 0;
    const entry_index end = cache.store().end();
    const boot_time now = cache.now();
    for (entry_index index = 0; index < end; ++index) {
        auto kept = read(cache.store(), index, now);
        if (!kept)
            continue;
        kept->record.user = kept->user;
        kept->record.known_scopes = kept->scopes.known();
        for (const std::string& name : kept->scopes.others())
            kept->record.other_scopes.emplace_back(name);
        kept->record.token = kept->token.token();
        const auto added = writer->add(kept->record);
        if (!added && added.error() != errc::invalid_argument) // a token too large for a snapshot is left out
            return added.error();
        saved += added ? 1 : 0;
    }
    // From here on a revocation removes the file; one that came before could not.
    cache.snapshots().remember(path);
    if (const auto committed = writer->commit(); !committed)
        return committed.error();
    if (cache.snapshots().revocations() != revocations) {
        std::remove(path.c_str());
        return outdated("tokens were revoked while it was saved: save again");
    }
    return saved;
}

result<std::size_t> load_snapshot(core& cache, const std::string& path, const secret& key)
{
    auto reader = snapshot_reader::open(path, key, cache.settings().resource);
    if (!reader)
        return reader.error();
    const boot_time now = cache.now();
    const wall_time now_utc = cache.time().now_utc();
    const auto age = elapsed(reader->header(), now_utc, now, snapshot_boot_id());
    if (!age)
        return age.error();
    const std::uint64_t revocations = cache.snapshots().revocations();
    const auto revoked_at = cache.snapshots().revoked_at();
    if (revoked_at && now - *age <= *revoked_at) {
        cache.snapshots().remember(path); // so that the next start doesn't take it either
        cache.snapshots().revoked(*revoked_at);
        return outdated("tokens of this cache were revoked or invalidated since it was saved");
    }
    if (const auto whole = reader->verify(); !whole)
        return whole.error();
    cache.snapshots().remember(path);
    cache.schedule().reserve(reader->header().entries);
    std::size_t loaded = 0;
    for (;;) {
        snapshot_record record;
        const auto more = reader->next(record);
        if (!more)
            return more.error();
        if (!*more)
            return loaded;
        // What is left by both clocks, whichever is less.
        const auto left = std::min<std::chrono::nanoseconds>(
            record.remaining - *age, record.expires_on - now_utc - std::chrono::seconds(1));
        scope_set scopes;
        for (unsigned bit = 1; bit < 256; bit *= 2)
            if ((record.known_scopes & bit) != 0)
                scopes.add(static_cast<scope>(bit));
        for (const std::string_view name : record.other_scopes)
            scopes.add(name);
        std::optional<std::chrono::minutes> lifetime;
        if (record.lifetime_minutes != 0)
            lifetime = std::chrono::minutes(record.lifetime_minutes);
        const owned_key of(std::string(record.user), std::move(scopes), lifetime);
        const boot_time until = now + left;
        const bool put = left > std::chrono::nanoseconds(0) &&
                         cache.entries().put(
                             of, access_token(record.token, record.expires_on, until),
                             now - record.age - *age, until, now);
        // A revocation that came before this look may have come before the token, too; a later one finds it.
        if (cache.snapshots().revocations() != revocations) {
            cache.revocations().invalidate(of, now);
            return outdated("tokens were revoked while it was loaded");
        }
        // What was kept fresh stays so even if its token is gone: then it is fetched as the quota permits.
        if (record.pinned &&
            !cache.entries().keep_fresh(of, coarse_clock::whole(record.age + record.remaining), now))
            (void)cache.infeasible(cache.schedule().kept() + 1, cache.schedule().kept()); // counted and told
        loaded += put ? 1 : 0;
        if (put)
            cache.make_room();
    }
}

} // namespace acs::cache
