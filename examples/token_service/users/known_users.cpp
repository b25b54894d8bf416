#include "users/known_users.hpp"

namespace token_service {

std::size_t known_users::shard_of(std::string_view user) noexcept
{
    return name_hash()(user) >> 58; // the set of a shard goes by the lower bits
}

bool known_users::find(std::string_view user, std::string& identity) const
{
    const shard& in = shards_[shard_of(user)];
    const std::lock_guard lock(in.mutex);
    const auto found = in.users.find(user);
    if (found == in.users.end())
        return false;
    identity.assign(found->identity());
    return true;
}

void known_users::put(std::string_view user, std::string_view identity)
{
    user_record made(user, identity);
    shard& in = shards_[shard_of(user)];
    const std::lock_guard lock(in.mutex);
    if (const auto found = in.users.find(user); found != in.users.end())
        in.users.erase(found);
    in.users.insert(std::move(made));
}

bool known_users::erase(std::string_view user, std::string_view identity)
{
    shard& in = shards_[shard_of(user)];
    const std::lock_guard lock(in.mutex);
    const auto found = in.users.find(user);
    if (found == in.users.end() || found->identity() != identity)
        return false;
    in.users.erase(found);
    return true;
}

std::size_t known_users::size() const
{
    std::size_t all = 0;
    for (const shard& each : shards_) {
        const std::lock_guard lock(each.mutex);
        all += each.users.size();
    }
    return all;
}

} // namespace token_service
