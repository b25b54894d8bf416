#include "users/user_directory.hpp"

#include "users/identity_store.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <exception>
#include <iostream>
#include <optional>
#include <unordered_set>
#include <utility>

namespace token_service {

namespace asio = boost::asio;

/// The creation of one user's identity, and those who wait for it.
class user_directory::flight
{
public:
    const std::optional<identity_result>& made() const { return made_; }

    void end(identity_result with)
    {
        made_ = std::move(with);
        for (asio::steady_timer* const one : waiting_)
            one->cancel();
    }

    /// Until it has ended, or until then.
    static asio::awaitable<void> wait(std::shared_ptr<flight> of, asio::steady_timer::time_point until)
    {
        if (of->made_)
            co_return;
        asio::steady_timer patience(co_await asio::this_coro::executor, until);
        const place taken(of->waiting_, patience);
        co_await patience.async_wait(asio::as_tuple(asio::use_awaitable));
    }

private:
    using timers = std::unordered_set<asio::steady_timer*>;

    struct place
    {
        place(timers& in, asio::steady_timer& one) : among(in), timer(&one) { among.insert(timer); }
        place(const place&) = delete;
        place& operator=(const place&) = delete;
        ~place() { among.erase(timer); }

        timers& among;
        asio::steady_timer* const timer;
    };

    std::optional<identity_result> made_;
    timers waiting_;
};

user_directory::user_directory(
    known_users& known, identity_store& store, acs::identity_client& client, acs::token_cache& cache,
    token_terms terms)
    : known_(known), store_(store), client_(client), cache_(cache), terms_(std::move(terms)),
      landed_(client.get_executor(), asio::steady_timer::time_point::max())
{}

user_directory::~user_directory() = default;

asio::awaitable<user_directory::identity_result> user_directory::find_or_create(
    std::string user, std::chrono::steady_clock::time_point until)
{
    std::string identity;
    if (known_.find(user, identity))
        co_return acs::communication_user(std::move(identity));
    std::shared_ptr<flight>& place = flights_[user];
    const bool first = !place;
    if (first)
        place = std::make_shared<flight>();
    const std::shared_ptr<flight> joined = place;
    if (first)
        begin(user, joined);
    co_await flight::wait(joined, until);
    co_return joined->made().value_or(acs::errc::deadline_exceeded);
}

// Not in the coroutine of who asked first: the others need it when that one has gone.
void user_directory::begin(const std::string& user, const std::shared_ptr<flight>& of)
{
    asio::co_spawn(client_.get_executor(), create(user, of), [this, user, of](std::exception_ptr thrown) {
        if (thrown && !of->made())
            of->end(acs::errc::internal);
        flights_.erase(user);
        landed_.cancel();
    });
}

asio::awaitable<void> user_directory::settle()
{
    while (!flights_.empty())
        co_await landed_.async_wait(asio::as_tuple(asio::use_awaitable));
}

asio::awaitable<void> user_directory::create(std::string user, std::shared_ptr<flight> of)
{
    acs::result<acs::user_and_token> made = co_await ask_service();
    if (!made) {
        of->end(made.error());
        co_return;
    }
    const bool remembered = co_await store_.remember(user, made->user.id());
    if (!remembered) {
        of->end(acs::errc::internal);
        // An identity that is forgotten at the next start is worse than none: its chats would be lost then.
        const acs::result<void> deleted = co_await client_.delete_user(made->user);
        if (!deleted)
            std::cerr << "token_service: an unused identity is left: " << deleted.error() << std::endl;
        co_return;
    }
    cache_.put(made->user, terms_.scopes, made->token, terms_.lifetime);
    known_.put(user, made->user.id());
    of->end(made->user);
}

asio::awaitable<acs::result<acs::user_and_token>> user_directory::ask_service()
{
    return terms_.lifetime ? client_.create_user_and_token(terms_.scopes, *terms_.lifetime)
                           : client_.create_user_and_token(terms_.scopes);
}

asio::awaitable<bool> user_directory::forget(std::string user, acs::communication_user identity)
{
    // In this order: who asks again after a failure must not be told that there is nothing to forget.
    const bool written = co_await store_.forget(user, identity.id());
    if (written)
        known_.erase(user, identity.id());
    co_return written;
}

} // namespace token_service
