#ifndef TESTS_INTEGRATION_CACHE_SERVICE_FIXTURE_HPP
#define TESTS_INTEGRATION_CACHE_SERVICE_FIXTURE_HPP

#include "client_fixture.hpp"

#include <acs/observer.hpp>
#include <acs/token_cache.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/json/value.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

/// A cache above a client above the emulator, all on one manual clock, which moves only while nothing is on
/// its way between them.
class cache_service_fixture : public client_fixture
{
public:
    using nanoseconds = std::chrono::nanoseconds;

    cache_service_fixture() : cache_service_fixture(acs::emulator_options()) {}
    explicit cache_service_fixture(acs::emulator_options options);

    /// Options of a client whose requests `pass` and `finish` wait for.
    acs::client_options options() const { return client_fixture::options().observer(observer_); }
    acs::identity_client make_client() { return make_client(options()); }
    acs::identity_client make_client(acs::client_options chosen)
    {
        return acs::identity_client(context.get_executor(), std::move(chosen));
    }
    acs::token_cache_options cache_options() const
    {
        return acs::token_cache_options().seed(1).jitter([] { return 0.5; });
    }

    /// So many identities, for which the quota is switched off meanwhile.
    std::vector<acs::communication_user> create_users(std::size_t count);

    /// Runs until nothing happens any more without time passing. Answers that the emulator delays are not
    /// waited for.
    void run_out();
    /// Lets so much time pass, from one pending wait to the next.
    void pass(nanoseconds time);
    /// Runs a call to its end, through time.
    template <class T>
    acs::result<T> finish(boost::asio::awaitable<acs::result<T>> call)
    {
        const auto state = start(std::move(call));
        run_through([&] { return state->done(); });
        return *state->result;
    }
    /// Lets time pass until the condition holds. Throws if it does not within a day.
    void run_through(const std::function<bool()>& condition);

    /// A member of the emulator's statistics of an operation.
    std::int64_t statistic(std::string_view operation, std::string_view member);
    void clear_faults() { server.control("DELETE", "faults"); }
    /// How far the service's clock is ahead of the one that `clock` shows.
    void set_service_clock(std::chrono::seconds ahead);
    /// Moves this machine's civil clock, but not the service's.
    void step_local_clock(std::chrono::seconds by);

private:
    boost::asio::awaitable<void> create(
        acs::identity_client& client, std::vector<acs::communication_user>& into, std::size_t count);

    std::shared_ptr<int> on_the_wire_ = std::make_shared<int>(0);
    std::shared_ptr<const acs::observer> observer_;
    std::chrono::seconds service_ahead_{0};
};

#endif
