#include "program.hpp"

#include "announcement.hpp"
#include "auth/api_key_authenticator.hpp"
#include "auth/authenticator_chain.hpp"
#include "auth/session_authenticator.hpp"
#include "descriptor_limit.hpp"
#include "state/key_file.hpp"
#include "state/ready_file.hpp"

#include <acs/log_cache_observer.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <csignal>
#include <iostream>
#include <optional>
#include <utility>
#include <vector>

namespace token_service {

namespace asio = boost::asio;

namespace {

tls_certificate find_certificate(const settings& wanted, const state_folder& state)
{
    return wanted.certificate.empty() ? tls_certificate::self_signed(state.path())
                                      : tls_certificate(wanted.certificate, wanted.private_key);
}

token_terms terms_of(const settings& wanted)
{
    return {wanted.scopes, wanted.lifetime};
}

// As many connections as there are descriptors for, with those that are one too many and get a 503.
server_options within_limits(server_options wanted)
{
    constexpr std::size_t others = 256; // files, and the connections of the client and of the emulator
    const std::size_t limit = raise_descriptor_limit();
    const std::size_t most = limit > others + 9 ? (limit - others) / 9 * 8 : 1;
    if (wanted.max_connections > most) {
        std::cerr << "token_service: at most " << most << " connections instead of " << wanted.max_connections
                  << ", as the process may have only " << limit << " descriptors (ulimit -Hn)" << std::endl;
        wanted.max_connections = most;
    }
    return wanted;
}

acs::rate rate_of(const acs::quota& quota)
{
    return quota.limit(acs::operation::get_token).value_or(acs::unpublished_rate);
}

} // namespace

program::program(const settings& wanted)
    : settings_(wanted), state_(wanted.state_dir), certificate_(find_certificate(wanted, state_)),
      tls_(certificate_.make_context()), upstream_(wanted, state_), quota_(wanted.quota()),
      door_(phase_, lag_, counted_, wanted.max_waiting, rate_of(quota_)), log_(acs::make_log_sink(std::clog)),
      workers_(wanted.threads), client_(workers_.first().get_executor(), client_options()),
      cache_(client_, cache_options()),
      snapshot_(state_.file("tokens.snapshot"), key_from_file(state_.file("snapshot.key"))),
      store_(
          state_.file("identities.sqlite"), upstream_.resource(),
          [this](std::string_view user, std::string_view identity) { known_.put(user, identity); }),
      users_(known_, store_, client_, cache_, terms_of(wanted)),
      desk_(users_, cache_, door_, terms_of(wanted), wanted.deadline),
      sessions_(key_from_file(state_.file("session.key"))), login_(sessions_), callers_(make_authenticator()),
      report_(
          {phase_, counted_, hits_, lag_, door_, users_, cache_, calls_, wanted.has_demo_login(),
           upstream_.emulator() != nullptr}),
      router_(
          {*callers_, desk_, door_, report_, counted_, wanted.has_demo_login() ? &login_ : nullptr,
           client_.get_executor()}),
      server_(workers_.contexts(), tls_, within_limits(wanted.server), router_)
{
    calls_.add_cache("tokens", [this] { return cache_.stats(); });
    report_.include(server_);
}

program::~program()
{
    calls_.remove_cache("tokens");
}

std::unique_ptr<authenticator> program::make_authenticator() const
{
    std::vector<std::unique_ptr<const authenticator>> links;
    links.push_back(std::make_unique<session_authenticator>(sessions_));
    if (!settings_.api_keys.empty())
        links.push_back(std::make_unique<api_key_authenticator>(settings_.api_keys));
    return std::make_unique<authenticator_chain>(std::move(links));
}

acs::client_options program::client_options() const
{
    acs::client_options made = upstream_.options();
    const auto log = acs::make_log_observer(log_, acs::log_level::error);
    return made.application_id("token_service")
        .quota(quota_)
        .deadline(settings_.deadline)
        .observer(acs::combine(log, calls_.observer()));
}

acs::token_cache_options program::cache_options() const
{
    acs::token_cache_options made;
    if (settings_.lifetime)
        made.default_lifetime(*settings_.lifetime);
    return made.resource(upstream_.resource())
        .deadline(settings_.deadline)
        .observer(acs::make_log_cache_observer(log_, acs::log_level::warning));
}

void program::run()
{
    snapshot_.load(cache_);
    start(lag_.watch());
    start(hits_.watch());
    start(live());
    workers_.run();
    if (failure_)
        std::rethrow_exception(failure_);
    snapshot_.save(cache_);
}

void program::start(asio::awaitable<void> work)
{
    asio::co_spawn(workers_.first(), std::move(work), [this](std::exception_ptr thrown) {
        if (!thrown)
            return;
        failure_ = thrown;
        workers_.stop();
    });
}

asio::awaitable<void> program::live()
{
    asio::signal_set signals(workers_.first(), SIGTERM, SIGINT);
    server_.start();
    phase_.enter(service_phase::serving);
    const announcement where(settings_, server_.port(), certificate_, state_, upstream_.emulator());
    const ready_file file(settings_.ready_file, where.json());
    std::cout << where.text() << std::flush;
    co_await signals.async_wait(asio::use_awaitable);
    signals.clear(); // the next one ends the process at once
    std::cout << "Ending" << std::endl;
    co_await leave();
    workers_.stop();
}

asio::awaitable<void> program::leave()
{
    phase_.enter(service_phase::leaving);
    asio::steady_timer delay(workers_.first(), settings_.drain_delay);
    co_await delay.async_wait(asio::use_awaitable);
    phase_.enter(service_phase::draining);
    const bool all_answered = co_await server_.drain(settings_.drain_timeout);
    if (!all_answered)
        std::cerr << "token_service: some requests were still under way and got no answer" << std::endl;
    // Calls under way may end; but not for long.
    constexpr std::chrono::seconds limit(5);
    const auto over = std::make_shared<asio::steady_timer>(workers_.first(), limit);
    const auto under_way = std::make_shared<int>(2);
    const auto ended = [over, under_way](std::exception_ptr thrown) {
        if (thrown)
            std::cerr << "token_service: the calls did not end in order" << std::endl;
        if (--*under_way == 0)
            over->expires_at(asio::steady_timer::time_point::min());
    };
    asio::co_spawn(workers_.first(), users_.settle(), ended);
    asio::co_spawn(workers_.first(), cache_.stop(), ended);
    co_await over->async_wait(asio::as_tuple(asio::use_awaitable));
}

} // namespace token_service
