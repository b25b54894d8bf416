#ifndef EXAMPLES_TOKEN_SERVICE_USERS_KNOWN_USERS_HPP
#define EXAMPLES_TOKEN_SERVICE_USERS_KNOWN_USERS_HPP

#include "users/name_hash.hpp"
#include "users/user_record.hpp"

#include <array>
#include <cstddef>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_set>

namespace token_service {

/// Which identity each user has, in memory: about 60 bytes a user beside the two texts. Thread-safe; split
/// into shards so that threads seldom meet.
class known_users
{
public:
    /// Puts the identity into `identity`, whose memory is used again. False if the user is not known.
    bool find(std::string_view user, std::string& identity) const;

    /// Known before or not.
    void put(std::string_view user, std::string_view identity);

    /// Only if the user has that identity. \return whether it was so.
    bool erase(std::string_view user, std::string_view identity);

    std::size_t size() const;

private:
    struct name_equal
    {
        using is_transparent = void;
        template <class A, class B>
        bool operator()(const A& a, const B& b) const noexcept
        {
            return name(a) == name(b);
        }
        static std::string_view name(std::string_view text) noexcept { return text; }
        static std::string_view name(const user_record& record) noexcept { return record.user(); }
    };
    struct alignas(64) shard
    {
        mutable std::mutex mutex;
        std::unordered_set<user_record, name_hash, name_equal> users;
    };

    static std::size_t shard_of(std::string_view user) noexcept;

    std::array<shard, 64> shards_;
};

} // namespace token_service

#endif
