#ifndef EXAMPLES_TOKEN_SERVICE_USERS_NAME_HASH_HPP
#define EXAMPLES_TOKEN_SERVICE_USERS_NAME_HASH_HPP

#include "users/user_record.hpp"

#include <cstddef>
#include <string_view>

namespace token_service {

/// Hashes users' names, by another function in each run: users may choose their names, and with a hash that
/// can be foreseen could make look-ups slow.
struct name_hash
{
    using is_transparent = void;

    std::size_t operator()(std::string_view name) const noexcept;
    std::size_t operator()(const user_record& record) const noexcept { return (*this)(record.user()); }
};

} // namespace token_service

#endif
