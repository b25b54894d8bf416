#include "auth/demo_login.hpp"

#include "auth/session_signer.hpp"
#include "auth/user_name.hpp"
#include "http/http_error.hpp"

#include <acs/access_token.hpp>

#include <boost/json.hpp>
#include <chrono>
#include <optional>
#include <string>

namespace token_service {

namespace {

constexpr std::chrono::hours session_life(12);

std::optional<user_name> parse_user(std::string_view body)
{
    boost::json::error_code error;
    const boost::json::value parsed = boost::json::parse(body, error);
    if (error || !parsed.is_object())
        return std::nullopt;
    const boost::json::value* const user = parsed.get_object().if_contains("user");
    return user && user->is_string() ? user_name::parse(user->get_string()) : std::nullopt;
}

std::string cookie(std::string_view session, std::chrono::seconds life)
{
    return "Set-Cookie: session=" + std::string(session) +
           "; Path=/; Max-Age=" + std::to_string(life.count()) + "; Secure; HttpOnly; SameSite=Strict\r\n";
}

} // namespace

http_answer demo_login::log_in(std::string_view body) const
{
    const auto user = parse_user(body);
    if (!user)
        return http_error(
            400, "invalid_user",
            R"(The body must be {"user":"NAME"}, the name 1 to 64 letters, digits and . _ @ -.)");
    using std::chrono::floor, std::chrono::seconds, std::chrono::system_clock;
    const auto expiry = floor<seconds>(system_clock::now()) + session_life;
    const std::string session = signer_.sign(*user, expiry.time_since_epoch().count());
    const boost::json::object said{
        {"session", session}, {"expiresOn", acs::to_string(acs::wall_time(expiry))}};
    http_answer made;
    made.body = boost::json::serialize(said);
    made.fields = cookie(session, session_life);
    return made;
}

http_answer demo_login::log_out()
{
    http_answer made;
    made.status = 204;
    made.fields = cookie("", std::chrono::seconds(0));
    return made;
}

} // namespace token_service
