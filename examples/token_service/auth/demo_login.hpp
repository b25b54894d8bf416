#ifndef EXAMPLES_TOKEN_SERVICE_AUTH_DEMO_LOGIN_HPP
#define EXAMPLES_TOKEN_SERVICE_AUTH_DEMO_LOGIN_HPP

#include "http/http_answer.hpp"

#include <string_view>

namespace token_service {

class session_signer;

/// Logs in who only says a name: for demonstrations. An application logs its users in by other means and
/// makes the session where it does.
class demo_login
{
public:
    explicit demo_login(const session_signer& signer) : signer_(signer) {}

    /// \param body `{"user":"NAME"}`
    http_answer log_in(std::string_view body) const;
    /// Takes the cookie away. The session stays good until it expires, for who has kept its text.
    static http_answer log_out();

private:
    const session_signer& signer_;
};

} // namespace token_service

#endif
