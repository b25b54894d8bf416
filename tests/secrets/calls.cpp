#include "calls.hpp"

#include "watched_credential.hpp"

#include <acs/log_observer.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/thread_pool.hpp>
#include <exception>
#include <stdexcept>
#include <utility>

namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

asio::awaitable<acs::result<acs::access_token>> yield(acs::access_token token)
{
    co_return token;
}

struct held_token
{
    acs::access_token token;

    asio::awaitable<acs::result<acs::access_token>> operator()() const { return yield(token); }
};

// One request for one call, so that the fault plan's order is the calls'.
acs::call_options once()
{
    return acs::call_options().max_retries(0);
}

std::string with_password(std::string_view password)
{
    return "http://user:" + std::string(password) + "@127.0.0.1:1";
}

} // namespace

calls::calls(memory_scan& scan, const given_secrets& given, place where)
    : scan_(scan), where_(std::move(where)), teams_token_(given.teams_token()),
      with_key_(options(acs::client_options::from_connection_string(given.connection_string()))),
      watched_(options(acs::client_options::with_credential(
          with_key_.endpoint(), std::make_shared<watched_credential>(with_key_.credential(), scan)))),
      wrong_key_(options(
          acs::client_options::with_access_key(with_key_.endpoint(), acs::secret(given.wrong_key())))),
      bearer_(options(acs::client_options::with_credential(
          with_key_.endpoint(),
          std::make_shared<acs::bearer_credential>(held_token{acs::access_token(
              acs::secret(given.service_token()), acs::time_source::system()->now_utc() + 1h)})))),
      proxy_(with_key_)
{
    std::string url = with_password(given.proxy_password());
    proxy_.proxy(url);
    for (volatile char& c : url)
        c = 0;
}

calls::~calls() = default;

acs::client_options calls::options(acs::result<acs::client_options> made)
{
    const auto sink = [this](acs::log_level, std::string_view line) {
        log_shows_ = log_shows_ || scan_.shows(line);
    };
    return std::move(made)
        .value()
        .ca_file(where_.ca_file)
        .retry_base_delay(1ms)
        .proxy("")
        .observer(acs::make_log_observer(sink, acs::log_level::debug));
}

void calls::with_key()
{
    run(use_key());
    run(use_faults());
    run(use_teams());
}

void calls::with_wrong_key()
{
    run(use_wrong_key());
}

void calls::with_bearer_token()
{
    run(use_bearer_token());
}

void calls::through_proxy()
{
    run(use_proxy());
}

void calls::on_threads()
{
    asio::thread_pool pool(2);
    {
        acs::identity_client client(pool.get_executor(), with_key_);
        std::exception_ptr failure;
        std::mutex mutex;
        for (int i = 0; i < 8; ++i)
            asio::co_spawn(pool, use_thread(client), [&](std::exception_ptr thrown) {
                const std::lock_guard lock(mutex);
                failure = thrown ? thrown : failure;
            });
        pool.wait();
        if (failure)
            std::rethrow_exception(failure);
    }
}

void calls::destroyed_in_flight()
{
    const std::size_t before = scan_.count("signature");
    std::exception_ptr failure;
    {
        acs::identity_client client(context_.get_executor(), watched_);
        asio::co_spawn(
            context_, be_destroyed(client.get_token(user_, acs::scope::chat, once())),
            [&](std::exception_ptr thrown) { failure = thrown; });
        context_.restart();
        while (scan_.count("signature") == before && context_.run_one() != 0) {
        }
        context_.poll(); // the request is on its way
    }
    context_.run();
    if (failure)
        std::rethrow_exception(failure);
}

bool calls::log_shows_secret() const
{
    return log_shows_;
}

bool calls::token_is_found()
{
    for (const memory_scan::find& found : scan_.run())
        if (found.address == reinterpret_cast<std::uintptr_t>(last_.token().data()))
            return true;
    return false;
}

asio::awaitable<void> calls::use_key()
{
    acs::identity_client client(context_.get_executor(), watched_);
    user_ = (co_await client.create_user()).value();
    for (int i = 0; i < 2; ++i)
        watch((co_await client.get_token(user_, acs::scope::chat | acs::scope::voip)).value());
    watch((co_await client.create_user_and_token(acs::scope::voip, 60min)).value().token);
}

asio::awaitable<void> calls::use_faults()
{
    using acs::errc;
    // What each kind of run.bash's plan comes to. From here on the token is the same, so that it is known
    // even where an answer with it is lost.
    constexpr errc none{};
    acs::identity_client client(context_.get_executor(), with_key_);
    for (const errc expected :
         {none, none, none, errc::connection_lost, errc::connection_lost, errc::not_the_service, none, none,
          none, errc::malformed_response, errc::service_unavailable, errc::malformed_response,
          errc::malformed_response}) {
        const auto token = co_await client.get_token(user_, acs::scope::chat | acs::scope::voip, once());
        if (token)
            watch(*token);
        if (!token)
            expect(token.error(), expected);
        else if (expected != none)
            throw std::runtime_error("not the expected error: " + acs::error(expected).message());
    }
    const auto late = co_await client.get_token(user_, acs::scope::chat, once().deadline(300ms));
    expect(late.error(), errc::deadline_exceeded);
    watch((co_await client.get_token(user_, acs::scope::chat)).value()); // at the second attempt
}

asio::awaitable<void> calls::use_teams()
{
    acs::identity_client client(context_.get_executor(), with_key_);
    for (const acs::errc expected :
         {acs::errc(), acs::errc::request_rejected, acs::errc::invalid_teams_token}) {
        const auto token =
            co_await client.get_token_for_teams_user(teams_token_, where_.app_id, where_.user_id, once());
        if (token)
            watch(*token);
        else
            expect(token.error(), expected);
    }
}

asio::awaitable<void> calls::use_wrong_key()
{
    acs::identity_client client(context_.get_executor(), wrong_key_);
    const auto refused = co_await client.create_user();
    expect(refused.error(), acs::errc::authentication_failed);
}

asio::awaitable<void> calls::use_bearer_token()
{
    acs::identity_client client(context_.get_executor(), bearer_);
    const acs::communication_user other = (co_await client.create_user()).value();
    const auto refused = co_await client.delete_user(other, once());
    expect(refused.error(), acs::errc::authentication_failed);
    (co_await client.delete_user(other)).value();
    (co_await client.revoke_tokens(user_)).value();
}

asio::awaitable<void> calls::use_proxy()
{
    acs::identity_client client(context_.get_executor(), proxy_);
    const auto refused = co_await client.create_user(once());
    expect(refused.error(), acs::errc::connect_failed);
}

asio::awaitable<void> calls::use_thread(acs::identity_client& client)
{
    watch((co_await client.create_user_and_token(acs::scope::chat)).value().token);
}

asio::awaitable<void> calls::be_destroyed(operation<acs::access_token> call)
{
    const auto token = co_await std::move(call);
    expect(token.error(), acs::errc::client_stopped);
}

void calls::watch(const acs::access_token& token)
{
    scan_.look_for("token", token.token());
    last_ = token;
}

void calls::expect(const acs::error& why, acs::errc expected)
{
    const auto show = [this](const acs::service_error& said, const auto& again) -> bool {
        bool shown = scan_.shows(said.code) || scan_.shows(said.message) || scan_.shows(said.target);
        for (const acs::service_error& detail : said.details)
            shown = shown || again(detail, again);
        return shown || (said.inner && again(*said.inner, again));
    };
    if (scan_.shows(why.message()) || show(why.service(), show))
        throw std::runtime_error("an error shows a secret");
    if (!(why == expected))
        throw std::runtime_error(
            acs::error(expected).message() + " -- expected, but it was: " + why.message());
}

void calls::run(asio::awaitable<void> work)
{
    std::exception_ptr failure;
    asio::co_spawn(context_, std::move(work), [&](std::exception_ptr thrown) { failure = thrown; });
    context_.restart();
    context_.run();
    if (failure)
        std::rethrow_exception(failure);
}
