#ifndef ACS_USER_DETAIL_HPP
#define ACS_USER_DETAIL_HPP

#include <acs/identifier.hpp>
#include <acs/time_source.hpp>

#include <optional>
#include <string>

namespace acs {

/// What \ref identity_client::get_user gives.
struct user_detail
{
    communication_user user;                       ///< the identity
    std::string custom_id;                         ///< what it was created with; empty if without
    std::optional<wall_time> last_token_issued_at; ///< none if it never got a token
};

} // namespace acs

#endif
