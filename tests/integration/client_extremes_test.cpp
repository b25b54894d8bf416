#include "client_fixture.hpp"
#include "event_recorder.hpp"

#include <doctest/doctest.h>

#include <limits>

using namespace acs;
using namespace std::chrono_literals;
using std::chrono::nanoseconds;

namespace {

// Not a moment at all.
constexpr nanoseconds none[]{0ns, -1ns, -1h, nanoseconds::min()};

using setter = client_options& (client_options::*)(nanoseconds);

struct time_limit
{
    setter set;
    errc code; // when there is none
};

constexpr time_limit limits[]{
    {&client_options::connect_timeout, errc::connect_timeout},
    {&client_options::handshake_timeout, errc::handshake_timeout},
    {&client_options::response_timeout, errc::response_timeout},
    {&client_options::deadline, errc::deadline_exceeded},
};

struct fixture : client_fixture
{
    // The emulator's civil time becomes the real one, for clients with the real clock.
    void catch_up() { clock->step_utc(time_source::system()->now_utc() - clock->now_utc()); }

    result<communication_user> create(const client_options& with)
    {
        identity_client client(context.get_executor(), with);
        return run(client.create_user());
    }

    void check_limits(const client_options& with)
    {
        for (const auto& [set, code] : limits) {
            for (const nanoseconds value : none) {
                CAPTURE(value.count());
                auto changed = with;
                (changed.*set)(value);
                const auto ended = create(changed.max_retries(0));
                REQUIRE(ended.has_error());
                CHECK(ended.error().code() == code);
                CAPTURE(ended.error().message());
            }
            for (const nanoseconds value : {nanoseconds::max(), nanoseconds::max() - 1ns, nanoseconds(24h)}) {
                CAPTURE(value.count());
                auto changed = with;
                CHECK(create((changed.*set)(value)).has_value());
            }
        }
        for (const nanoseconds value : none) {
            identity_client client(context.get_executor(), with);
            const auto why = run(client.create_user(call_options().deadline(value))).error();
            CHECK(why == errc::deadline_exceeded);
            CHECK(why.attempts() == 0);
        }
        auto endless = with;
        for (const time_limit& limit : limits)
            (endless.*limit.set)(nanoseconds::max());
        identity_client client(context.get_executor(), endless);
        CHECK(run(client.create_user(call_options().deadline(nanoseconds::max()))).has_value());
    }
};

} // namespace

TEST_CASE_FIXTURE(fixture, "extremes: time limits, on a manual clock")
{
    check_limits(options());
}

TEST_CASE_FIXTURE(fixture, "extremes: time limits, on the real clock")
{
    catch_up();
    check_limits(options().time(nullptr));
}

TEST_CASE_FIXTURE(fixture, "extremes: a limit of no time sends nothing that could be executed")
{
    auto made = options();
    for (const nanoseconds value : none)
        CHECK(create(made.response_timeout(value).max_retries(0)).error() == errc::response_timeout);
    CHECK(requests() == 0);
}

TEST_CASE_FIXTURE(fixture, "extremes: the clock of a null pointer is the real one")
{
    CHECK(options().time(nullptr).time() == time_source::system());
    catch_up();
    CHECK(create(options().time(nullptr)).has_value());
}

TEST_CASE_FIXTURE(fixture, "extremes: idle_timeout")
{
    const auto opened_with = [&](nanoseconds value) {
        const auto before = connections_opened();
        identity_client client(context.get_executor(), options().idle_timeout(value));
        for (int i = 0; i < 3; ++i) {
            CHECK(run(client.create_user()).has_value());
            clock->advance(1ns);
        }
        return connections_opened() - before;
    };
    CHECK(opened_with(nanoseconds::max()) == 1);
    for (const nanoseconds value : none) {
        CAPTURE(value.count());
        CHECK(opened_with(value) == 3);
    }
}

TEST_CASE_FIXTURE(fixture, "extremes: the waits between attempts")
{
    constexpr nanoseconds values[]{nanoseconds::max(), 1ns, 0ns, -1ns, nanoseconds::min()};
    for (const nanoseconds base : values)
        for (const nanoseconds most : values) {
            CAPTURE(base.count());
            CAPTURE(most.count());
            const event_recorder seen;
            identity_client client(
                context.get_executor(), options()
                                            .observer(seen.observer())
                                            .retry_base_delay(base)
                                            .retry_max_delay(most)
                                            .deadline(nanoseconds::max())
                                            .max_retries(std::numeric_limits<unsigned>::max()));
            fault(R"({"kind":"throttle","times":3,"retryAfter":"none"})");
            const auto ended = start(client.create_user());
            const auto waits = [&] {
                const auto retries = seen.all("retry_scheduled");
                return !retries.empty() && retries.back().at("acs.delay").to_number<double>() > 0;
            };
            run_until([&] { return ended->done() || waits(); });
            settle();
            if (!ended->done())
                ended->cancel.emit(boost::asio::cancellation_type::terminal);
            run_until([&] { return ended->done(); });
            if (ended->result->has_error())
                CHECK(
                    (ended->result->error() == errc::canceled || ended->result->error() == errc::throttled));
            server.control("DELETE", "faults");
        }
}

TEST_CASE_FIXTURE(fixture, "extremes: sizes and numbers")
{
    constexpr std::size_t most = std::numeric_limits<std::size_t>::max();
    for (const std::size_t value : {std::size_t(0), std::size_t(1), most - 1, most}) {
        CAPTURE(value);
        CHECK(create(options().max_response_head(value)).has_value());
        CHECK(create(options().max_connections(value)).has_value());
    }
    for (const std::size_t value : {most - 1, most})
        CHECK(create(options().max_response_body(value)).has_value());
    for (const std::size_t value : {0U, 1U})
        CHECK(create(options().max_response_body(value)).error() == errc::response_too_large);

    // Without a connection there would be none: there is one.
    identity_client client(context.get_executor(), options().max_connections(0));
    const auto before = connections_opened();
    const auto first = start(client.create_user());
    const auto second = start(client.create_user());
    run_until([&] { return first->done() && second->done(); });
    CHECK(first->result->has_value());
    CHECK(second->result->has_value());
    CHECK(connections_opened() == before + 1);

    fault(R"({"kind":"huge_headers","bytes":100000})");
    CHECK(create(options().max_response_head(most)).has_value());
    CHECK(create(options().max_response_head(0)).error() == errc::response_too_large);
}
