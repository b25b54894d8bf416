#include "emulator/operations/identity_store.hpp"

#include "emulator/encoding/random_sequence.hpp"

namespace acs::emulation {

namespace {

constexpr std::string_view user_id_prefix = "8:acs:";
constexpr std::size_t id_length = 79;

} // namespace

std::string identity_store::id_of(const guid& user) const
{
    std::string id;
    id.reserve(id_length);
    id.append(user_id_prefix);
    append_guid(id, resource_);
    id.append(1, '_');
    append_guid(id, user);
    return id;
}

identity_store::parsed_id identity_store::parse(std::string_view id) const
{
    parsed_id result;
    if (id.size() != id_length || !id.starts_with(user_id_prefix) || id[user_id_prefix.size() + 36] != '_')
        return result;
    const auto resource = parse_guid(id.substr(user_id_prefix.size(), 36));
    const auto user = parse_guid(id.substr(user_id_prefix.size() + 37));
    if (!resource || !user)
        return result;
    result.owner = *resource == resource_ ? ownership::ours : ownership::foreign;
    result.user = *user;
    return result;
}

guid identity_store::create(std::uint64_t token_number)
{
    guid user = draw();
    while (records_.contains(user))
        user = draw();
    record fresh;
    fresh.revoked_up_to = token_number;
    records_.emplace(user, fresh);
    return user;
}

identity_store::record* identity_store::find(const guid& user)
{
    const auto found = records_.find(user);
    return found == records_.end() ? nullptr : &found->second;
}

bool identity_store::erase(const guid& user)
{
    if (const auto named = custom_ids_.find(user); named != custom_ids_.end()) {
        by_custom_id_.erase(named->second);
        custom_ids_.erase(named);
    }
    return records_.erase(user) != 0;
}

void identity_store::clear()
{
    records_.clear();
    by_custom_id_.clear();
    custom_ids_.clear();
}

std::optional<guid> identity_store::find_custom(const std::string& custom_id) const
{
    const auto found = by_custom_id_.find(custom_id);
    return found == by_custom_id_.end() ? std::nullopt : std::optional(found->second);
}

const std::string* identity_store::custom_id_of(const guid& user) const
{
    const auto found = custom_ids_.find(user);
    return found == custom_ids_.end() ? nullptr : &found->second;
}

void identity_store::set_custom_id(const guid& user, const std::string& custom_id)
{
    by_custom_id_.emplace(custom_id, user);
    custom_ids_.emplace(user, custom_id);
}

// Observed: 00000006-19e0-2727-80f5-8b3a0d003502; the first group is a slow counter, the last one is
// XX3a0d00XXXX. The 64 scattered bits differ for each count, so no two ids of one seed are equal.
guid identity_store::draw()
{
    const std::uint64_t bits = scatter(scatter(seed_) + ++created_);
    const auto byte = [&](unsigned index) {
        return static_cast<std::uint8_t>(bits >> (8 * index));
    };
    guid user;
    user.bytes = {0,       0,       0,       0x20,    byte(0),
                  byte(1), byte(2), byte(3), byte(4), byte(5),
                  byte(6), 0x3a,    0x0d,    0,       static_cast<std::uint8_t>(created_),
                  byte(7)};
    return user;
}

} // namespace acs::emulation
