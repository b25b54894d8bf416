#include "client_fixture.hpp"

#include <boost/asio/co_spawn.hpp>
#include <doctest/doctest.h>

#include <atomic>
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>

using namespace acs;
using namespace std::chrono_literals;
using std::chrono::microseconds;
namespace asio = boost::asio;

namespace {

using strand = asio::strand<asio::any_io_executor>;

// The real steady clock, with the emulator's civil time. Looks at where its waits begin, call back and end:
// all has to happen on the strand that the wait was started for, as time_source.hpp demands.
class watched_time final : public time_source
{
public:
    explicit watched_time(std::shared_ptr<time_source> civil) : civil_(std::move(civil)) {}

    boot_time now_boottime() const noexcept override { return time_source::system()->now_boottime(); }
    wall_time now_utc() const noexcept override { return civil_->now_utc(); }
    std::unique_ptr<pending_wait> async_wait_until(
        boot_time when, asio::any_io_executor executor, std::function<void()> on_due) override
    {
        check(executor);
        auto checked = [this, executor, on_due = std::move(on_due)] {
            check(executor);
            on_due();
        };
        return std::make_unique<wait>(
            *this, executor, time_source::system()->async_wait_until(when, executor, std::move(checked)));
    }

    int started() const { return started_; }
    int live() const { return live_; }
    int strayed() const { return strayed_; }

private:
    class wait final : public pending_wait
    {
    public:
        wait(watched_time& owner, asio::any_io_executor executor, std::unique_ptr<pending_wait> watched)
            : owner_(owner), executor_(std::move(executor)), watched_(std::move(watched))
        {
            ++owner_.started_;
            ++owner_.live_;
        }
        ~wait() override
        {
            owner_.check(executor_);
            --owner_.live_;
        }

    private:
        watched_time& owner_;
        asio::any_io_executor executor_;
        std::unique_ptr<pending_wait> watched_;
    };

    void check(const asio::any_io_executor& executor)
    {
        const auto* const on = executor.target<strand>();
        if (!on || !on->running_in_this_thread())
            ++strayed_;
    }

    std::shared_ptr<time_source> civil_;
    std::atomic<int> started_ = 0;
    std::atomic<int> live_ = 0;
    std::atomic<int> strayed_ = 0;
};

// The client's executor is a pool of threads; its calls run on the context of their callers, the test's.
struct fixture : client_fixture
{
    asio::thread_pool pool{2};
    std::shared_ptr<watched_time> time = std::make_shared<watched_time>(clock);

    client_options watched_options() const { return options().time(time).max_connections(4); }

    // Until all calls are done: that is the only work there is.
    void run_callers()
    {
        context.restart();
        context.run();
    }

    void check_waits()
    {
        pool.join();
        CHECK(time->started() > 0);
        CHECK(time->strayed() == 0);
        CHECK(time->live() == 0);
    }
};

// What several callers do, each one call after the other.
struct stress
{
    identity_client client;
    communication_user user;
    std::function<call_options(int)> options;
    std::function<bool(const error&)> expected;
    int begun = 0;
    int succeeded = 0;
    std::vector<std::string> unexpected{};

    stress(asio::thread_pool& pool, const client_options& with, communication_user whose)
        : client(pool.get_executor(), with), user(std::move(whose))
    {}
};

asio::awaitable<void> call_again_and_again(std::shared_ptr<stress> shared, int calls)
{
    while (shared->begun < calls) {
        const call_options options = shared->options(shared->begun++);
        const auto token = co_await shared->client.get_token(shared->user, scope::chat, options);
        if (token)
            ++shared->succeeded;
        else if (!shared->expected(token.error()))
            shared->unexpected.push_back(token.error().message());
    }
}

void run_stress(fixture& on, const std::shared_ptr<stress>& shared, int calls)
{
    for (int caller = 0; caller < 8; ++caller)
        asio::co_spawn(on.context, call_again_and_again(shared, calls), [](std::exception_ptr thrown) {
            if (thrown)
                std::rethrow_exception(thrown);
        });
    on.run_callers();
    CHECK(shared->begun == calls);
    for (const std::string& message : shared->unexpected)
        FAIL_CHECK(message);
}

} // namespace

TEST_CASE_FIXTURE(fixture, "threads: waits begin and end on the strand of their client")
{
    std::optional<identity_client> client(std::in_place, pool.get_executor(), watched_options());
    std::vector<std::shared_ptr<pending<communication_user>>> calls;
    for (int i = 0; i < 100; ++i)
        calls.push_back(start(client->create_user()));
    run_callers();
    for (const auto& call : calls)
        CHECK(call->result->has_value());

    // Ended by their callers, by their deadline, by the client, while they wait for an answer, for a
    // connection, or to try again.
    fault(R"([{"kind":"hang","times":4},{"kind":"throttle","seconds":50}])");
    calls.clear();
    for (int i = 0; i < 60; ++i)
        calls.push_back(start(client->create_user(call_options().deadline(i % 3 == 0 ? 20ms : 60s))));
    asio::post(context, [&] {
        for (std::size_t i = 1; i < calls.size(); i += 3)
            calls[i]->cancel.emit(asio::cancellation_type::terminal);
    });
    run_until([&] { return calls[0]->done() && calls[1]->done(); });
    client.reset();
    run_callers();
    for (const auto& call : calls) {
        REQUIRE(call->done());
        CHECK(call->result->has_error());
    }
    check_waits();
}

TEST_CASE_FIXTURE(fixture, "threads: deadlines about as long as a call takes")
{
    const auto user = run(identity_client(context.get_executor(), options()).create_user()).value();
    const auto shared = std::make_shared<stress>(pool, watched_options(), user);
    shared->options = [](int i) {
        return call_options().deadline(microseconds(i % 30 * 100)).max_retries(0);
    };
    shared->expected = [](const error& why) {
        return why == errc::deadline_exceeded;
    };
    run_stress(*this, shared, 300);
    shared->options = [](int) {
        return call_options();
    };
    run_stress(*this, shared, 301); // and the client is whole
    CHECK(shared->succeeded > 0);
    check_waits();
}

TEST_CASE_FIXTURE(fixture, "threads: timeouts about as long as a step takes")
{
    const auto user = run(identity_client(context.get_executor(), options()).create_user()).value();
    for (const auto limit : {0us, 100us, 200us, 400us, 800us, 1600us, 3200us}) {
        CAPTURE(limit.count());
        const auto shared = std::make_shared<stress>(
            pool,
            watched_options()
                .connect_timeout(limit)
                .handshake_timeout(limit)
                .response_timeout(limit)
                .max_retries(0),
            user);
        shared->options = [](int) {
            return call_options();
        };
        shared->expected = [](const error& why) {
            return why == errc::connect_timeout || why == errc::handshake_timeout ||
                   why == errc::response_timeout;
        };
        run_stress(*this, shared, 100);
    }
    check_waits();
}
