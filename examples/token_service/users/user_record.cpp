#include "users/user_record.hpp"

#include <cstddef>
#include <stdexcept>

namespace token_service {

namespace {

constexpr std::size_t head = 3;

std::size_t byte(char value) noexcept
{
    return static_cast<unsigned char>(value);
}

} // namespace

user_record::user_record(std::string_view user, std::string_view identity)
{
    if (user.size() > 0xff || identity.size() > 0xffff)
        throw std::length_error("a user's name or identity is too long");
    block_ = std::make_unique_for_overwrite<char[]>(head + user.size() + identity.size());
    block_[0] = static_cast<char>(user.size());
    block_[1] = static_cast<char>(identity.size() & 0xff);
    block_[2] = static_cast<char>(identity.size() >> 8);
    user.copy(block_.get() + head, user.size());
    identity.copy(block_.get() + head + user.size(), identity.size());
}

std::string_view user_record::user() const noexcept
{
    return {block_.get() + head, byte(block_[0])};
}

std::string_view user_record::identity() const noexcept
{
    return {block_.get() + head + byte(block_[0]), byte(block_[1]) | byte(block_[2]) << 8};
}

} // namespace token_service
