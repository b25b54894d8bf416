#include "service/seeding/seeding.hpp"

#include "service/https_caller.hpp"
#include "token_service/auth/session_signer.hpp"
#include "token_service/state/key_file.hpp"
#include "token_service/users/identity_store.hpp"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <chrono>
#include <ctime>
#include <exception>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <utility>

namespace asio = boost::asio;

namespace {

constexpr std::size_t steps = 200;          // of the clock
constexpr std::int64_t session_life = 7200; // longer than a benchmark takes

acs::scope_set scopes()
{
    return acs::scope::chat | acs::scope::voip;
}

std::chrono::nanoseconds hours(double count)
{
    return std::chrono::duration_cast<std::chrono::nanoseconds>(
        std::chrono::duration<double, std::ratio<3600>>(count));
}

acs::identity_client make_client(
    asio::io_context& context, const seed_options& options, std::shared_ptr<acs::time_source> clock)
{
    auto made = acs::client_options::from_connection_string(options.connection_string).value();
    made.ca_file(options.ca_file)
        .proxy("")
        .time(std::move(clock))
        .quota(acs::quota::uniform(acs::rate{1e9, 1}))
        .max_connections(options.concurrency);
    return acs::identity_client(context.get_executor(), made);
}

std::string endpoint_of(const seed_options& options)
{
    return acs::client_options::from_connection_string(options.connection_string).value().endpoint();
}

asio::awaitable<acs::result<acs::access_token>> no_token(acs::token_request)
{
    co_return acs::error(acs::errc::client_stopped);
}

acs::token_cache make_cache(
    asio::io_context& context, const std::string& resource, std::shared_ptr<acs::time_source> clock)
{
    acs::token_source source;
    source.fetch = [](acs::token_request wanted) {
        return no_token(std::move(wanted));
    };
    acs::token_cache_options options;
    options.resource(resource).time(std::move(clock));
    return acs::token_cache(context.get_executor(), std::move(source), std::move(options));
}

void rethrow(std::exception_ptr thrown)
{
    if (thrown)
        std::rethrow_exception(thrown);
}

asio::awaitable<void> remember(token_service::identity_store* store, std::string user, std::string identity)
{
    const bool written = co_await store->remember(std::move(user), std::move(identity));
    if (!written)
        throw std::runtime_error("the table of users can't be written");
}

} // namespace

seeding::seeding(const seed_options& options)
    : options_(options), endpoint_(endpoint_of(options)),
      client_(make_client(context_, options, client_clock_)),
      cache_(make_cache((set_clocks(options.oldest_hours), never_run_), endpoint_, cache_clock_))
{
    identities_.reserve(options_.identities);
}

void seeding::run()
{
    const auto begun = std::chrono::steady_clock::now();
    std::filesystem::create_directories(options_.state_folder);
    std::filesystem::permissions(options_.state_folder, std::filesystem::perms::owner_all);
    for (std::size_t step = 0; step < steps; ++step) {
        const double part = static_cast<double>(step) / static_cast<double>(steps);
        set_clocks(options_.oldest_hours + part * (options_.youngest_hours - options_.oldest_hours));
        create_until(options_.identities * (step + 1) / steps);
    }
    set_clocks(0);
    use_all();
    remember_users();
    save();
    seconds_ = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
}

void seeding::set_clocks(double hours_behind)
{
    const std::string authority = endpoint_.substr(endpoint_.rfind(':') + 1);
    https_caller emulator(static_cast<std::uint16_t>(std::stoul(authority)), options_.ca_file);
    const std::string offset = std::to_string(-hours_behind * 3600);
    if (emulator.call("POST", "/_emulator/clock", "{\"offsetSeconds\":" + offset + "}").status != 200)
        throw std::runtime_error("this is no emulator whose clock can be set");
    behind_ = hours(hours_behind);
    client_clock_->set_behind(behind_);
    cache_clock_->set_behind(behind_);
}

void seeding::create_until(std::size_t count)
{
    until_ = count;
    std::exception_ptr failure;
    for (std::size_t i = 0; i < options_.concurrency; ++i)
        asio::co_spawn(context_, create(this), [&](std::exception_ptr thrown) {
            if (thrown && !failure)
                failure = thrown;
            if (thrown)
                until_ = 0;
        });
    context_.run();
    context_.restart();
    rethrow(failure);
}

asio::awaitable<void> seeding::create(seeding* shared)
{
    while (shared->begun_ < shared->until_) {
        ++shared->begun_;
        auto made = co_await shared->client_.create_user_and_token(scopes());
        if (!made)
            throw std::runtime_error("an identity can't be made: " + made.error().message());
        shared->token_bytes_ = made->token.token().size();
        acs::access_token token(
            made->token.token(), made->token.expires_on(), made->token.usable_until() - shared->behind_);
        shared->cache_.put(made->user, scopes(), std::move(token));
        shared->identities_.push_back(made->user.id());
    }
}

// As if all users had asked for their tokens just now: what nobody asks for isn't renewed.
void seeding::use_all()
{
    for (const std::string& identity : identities_)
        if (cache_.try_get(acs::communication_user(identity), scopes()).empty())
            throw std::runtime_error("a token is not in the cache");
}

void seeding::remember_users()
{
    token_service::identity_store store(
        options_.state_folder + "/identities.sqlite", endpoint_, [](std::string_view, std::string_view) {});
    constexpr std::size_t at_once = 20'000;
    for (std::size_t first = 0; first < identities_.size(); first += at_once) {
        std::exception_ptr failure;
        for (std::size_t i = first; i < std::min(first + at_once, identities_.size()); ++i)
            asio::co_spawn(
                context_, remember(&store, user(i), identities_[i]), [&](std::exception_ptr thrown) {
                    if (thrown)
                        failure = thrown;
                });
        context_.run();
        context_.restart();
        rethrow(failure);
    }
}

void seeding::save() const
{
    const auto key = token_service::key_from_file(options_.state_folder + "/snapshot.key");
    const auto saved = cache_.save_snapshot(options_.state_folder + "/tokens.snapshot", key);
    if (!saved)
        throw std::runtime_error("the snapshot can't be saved: " + saved.error().message());
    if (*saved != identities_.size())
        throw std::runtime_error("the snapshot lacks tokens");
    const token_service::session_signer signer(
        token_service::key_from_file(options_.state_folder + "/session.key"));
    const std::int64_t expiry = std::time(nullptr) + session_life;
    std::ofstream sessions(options_.session_file);
    for (std::size_t i = 0; i < identities_.size(); ++i)
        sessions << signer.sign(token_service::user_name::parse(user(i)).value(), expiry) << '\n';
    if (!sessions.flush())
        throw std::runtime_error("the sessions can't be written");
}

std::string seeding::user(std::size_t number) const
{
    std::string digits = std::to_string(number);
    return "user-" + digits.insert(0, 9 - std::min<std::size_t>(digits.size(), 9), '0');
}

std::string seeding::report() const
{
    std::ostringstream line;
    line << "{\"identities\":" << identities_.size() << ",\"token_bytes\":" << token_bytes_
         << ",\"seconds\":" << seconds_ << "}";
    return line.str();
}
