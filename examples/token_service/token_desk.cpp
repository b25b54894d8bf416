#include "token_desk.hpp"

#include "admission.hpp"
#include "http/http_error.hpp"
#include "json_text.hpp"
#include "users/user_directory.hpp"

#include <algorithm>
#include <utility>

namespace token_service {

namespace asio = boost::asio;

namespace {

void write(std::string& body, const acs::access_token& token, const std::string& identity)
{
    body = R"({"token":)";
    append_json_text(body, token.token());
    body.append(R"(,"expiresOn":")").append(acs::to_string(token.expires_on()));
    body += R"(","user":{"communicationUserId":)";
    append_json_text(body, identity);
    body += "}}";
}

} // namespace

token_desk::token_desk(
    user_directory& users, acs::token_cache& cache, const admission& door, token_terms terms,
    std::chrono::nanoseconds deadline)
    : users_(users), cache_(cache), door_(door), terms_(std::move(terms)), deadline_(deadline)
{}

bool token_desk::at_hand(std::string_view user, std::string& body)
{
    // Lent to the look-ups and taken back, so that a hit allocates nothing for the identity.
    thread_local std::string identity;
    if (!users_.find(user, identity))
        return false;
    acs::communication_user key(std::move(identity));
    const acs::access_token token = cache_.try_get(key, terms_.scopes, terms_.lifetime);
    if (!token.empty())
        write(body, token, key.id());
    identity = std::move(key).id();
    return !token.empty();
}

asio::awaitable<http_answer> token_desk::issue(std::string user)
{
    return get(std::move(user), acs::token_options());
}

asio::awaitable<http_answer> token_desk::refresh(std::string user)
{
    return get(std::move(user), acs::token_options().newer(true));
}

asio::awaitable<http_answer> token_desk::get(std::string user, acs::token_options options)
{
    using clock = std::chrono::steady_clock;
    const clock::time_point until = clock::now() + deadline_;
    if (terms_.lifetime)
        options.lifetime(*terms_.lifetime);
    for (bool first = true;; first = false) {
        std::string known;
        const bool had_one = users_.find(user, known);
        const acs::result<acs::communication_user> identity = co_await users_.find_or_create(user, until);
        if (!identity)
            co_return failure(identity.error());
        options.newer(options.newer() && had_one); // a new identity comes with a new token
        // The identity may have taken a part of the time.
        options.deadline(std::max<clock::duration>(until - clock::now(), clock::duration(0)));
        const acs::result<acs::access_token> token = co_await cache_.get(*identity, terms_.scopes, options);
        if (token) {
            http_answer made;
            write(made.body, *token, identity->id());
            co_return made;
        }
        if (!first || !(token.error() == acs::errc::identity_not_found))
            co_return failure(token.error());
        // Deleted by somebody else. The user gets a new one.
        co_await users_.forget(user, *identity);
    }
}

asio::awaitable<http_answer> token_desk::remove(std::string user)
{
    http_answer done;
    done.status = 204;
    std::string text;
    if (!users_.find(user, text))
        co_return done;
    const acs::communication_user identity(std::move(text));
    const acs::result<void> removed = co_await cache_.remove(identity);
    if (!removed && !(removed.error() == acs::errc::identity_not_found))
        co_return failure(removed.error());
    const bool forgotten = co_await users_.forget(std::move(user), identity);
    if (!forgotten)
        co_return http_error(
            500, "storage_failed", "The identity is deleted, but that could not be written down.");
    co_return done;
}

// What the service said goes to the log; the client is told whose doing it was.
http_answer token_desk::failure(const acs::error& why) const
{
    const std::string name(acs::to_string(static_cast<acs::errc>(why.code().value())));
    if (why == acs::errc::overloaded || why == acs::errc::throttled)
        return door_.turn_away(rejection::quota, why.retry_after());
    if (why == acs::errc::client_stopped || why == acs::errc::canceled)
        return door_.turn_away(rejection::draining);
    if (why == acs::errc::deadline_exceeded)
        return http_error(504, name, "The identity service did not answer in time.");
    if (why == acs::errc::internal)
        return http_error(500, name, "The service failed.");
    return http_error(502, name, "The identity service failed, or refused the request.");
}

} // namespace token_service
