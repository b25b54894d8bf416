#ifndef TESTS_INTEGRATION_CLIENT_FIXTURE_HPP
#define TESTS_INTEGRATION_CLIENT_FIXTURE_HPP

#include <acs/emulator.hpp>
#include <acs/identity.hpp>
#include <acs/manual_clock.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/json/value.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

/// The result of a call that was started, once it is there.
template <class T>
struct pending
{
    std::optional<acs::result<T>> result;
    boost::asio::cancellation_signal cancel;

    bool done() const { return result.has_value(); }
};

/// An emulator with cheap tokens, a context run by the test, and what tests of the client do again and again.
/// Time passes only where a test moves `clock`; emulator and client share it.
class client_fixture
{
public:
    client_fixture() : client_fixture(acs::emulator_options()) {}
    explicit client_fixture(acs::emulator_options options);

    /// Options for the emulator: its connection string, its authority, the manual clock.
    acs::client_options options() const;

    /// Starts a call; its result appears while the context runs. Defined in client_fixture.cpp for what the
    /// client's calls give: compiled in each test, co_spawn takes a compiler longer than the rest of the
    /// test.
    template <class T>
    std::shared_ptr<pending<T>> start(boost::asio::awaitable<acs::result<T>> call);

    /// Runs the context until the condition holds. Throws if it does not hold within half a minute of real
    /// time.
    void run_until(const std::function<bool()>& condition);

    /// Runs what is ready, until nothing is.
    void settle();

    /// Runs a call to its end. Time stands still.
    template <class T>
    acs::result<T> run(boost::asio::awaitable<acs::result<T>> call)
    {
        const auto state = start(std::move(call));
        run_until([&] { return state->done(); });
        return *state->result;
    }

    /// Runs a call to its end, moving the clock to the next wait whenever the call does not get on by itself.
    template <class T>
    acs::result<T> run_through_time(boost::asio::awaitable<acs::result<T>> call)
    {
        const auto state = start(std::move(call));
        run_until([&] { return state->done() || (pauses() && advance()); });
        run_until([&] { return state->done(); });
        return *state->result;
    }

    /// POSTs to the emulator's control interface.
    boost::json::value post(std::string_view path, std::string_view json);
    boost::json::value get(std::string_view path);
    /// Adds a rule to the fault plan, or a list.
    void fault(std::string_view json) { post("faults", json); }
    /// How many requests the emulator has seen.
    std::int64_t requests();
    std::int64_t connections_opened();
    /// The last entry of the emulator's journal.
    boost::json::value last_request();
    /// Why an access token is not good, or "valid".
    std::string introspect(const acs::access_token& token);

    std::shared_ptr<acs::manual_clock> clock = std::make_shared<acs::manual_clock>();
    acs::emulator server;
    boost::asio::io_context context;

private:
    bool pauses();
    bool advance();
};

#endif
