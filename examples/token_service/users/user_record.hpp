#ifndef EXAMPLES_TOKEN_SERVICE_USERS_USER_RECORD_HPP
#define EXAMPLES_TOKEN_SERVICE_USERS_USER_RECORD_HPP

#include <memory>
#include <string_view>

namespace token_service {

/// A user's name and identity in one block of memory, as there are millions of them.
class user_record
{
public:
    /// The name has at most 255 characters, the identity at most 65,535. \throws std::length_error
    user_record(std::string_view user, std::string_view identity);

    std::string_view user() const noexcept;
    std::string_view identity() const noexcept;

private:
    std::unique_ptr<char[]> block_; // size of the name (1 byte), of the identity (2), both texts
};

} // namespace token_service

#endif
