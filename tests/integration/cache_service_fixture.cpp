#include "cache_service_fixture.hpp"

#include <boost/asio/co_spawn.hpp>
#include <exception>
#include <stdexcept>

namespace asio = boost::asio;

cache_service_fixture::cache_service_fixture(acs::emulator_options options)
    : client_fixture(std::move(options))
{
    auto seen = std::make_shared<acs::observer>();
    seen->attempt_started = [wire = on_the_wire_](const acs::attempt_started_event&) {
        ++*wire;
    };
    seen->attempt_ended = [wire = on_the_wire_](const acs::attempt_ended_event&) {
        --*wire;
    };
    observer_ = std::move(seen);
}

asio::awaitable<void> cache_service_fixture::create(
    acs::identity_client& client, std::vector<acs::communication_user>& into, std::size_t count)
{
    while (into.size() < count) {
        const auto created = co_await client.create_user();
        into.push_back(created.value());
    }
}

std::vector<acs::communication_user> cache_service_fixture::create_users(std::size_t count)
{
    const bool limited = get("quotas").at("enabled").as_bool();
    post("quotas", R"({"enabled":false})");
    std::vector<acs::communication_user> made;
    acs::identity_client client = make_client();
    std::exception_ptr failed;
    bool over = false;
    asio::co_spawn(context, create(client, made, count), [&](std::exception_ptr thrown) {
        failed = thrown;
        over = true;
    });
    context.restart();
    while (!over)
        context.run_one();
    if (failed)
        std::rethrow_exception(failed);
    if (limited)
        post("quotas", R"({"enabled":true})");
    return made;
}

void cache_service_fixture::run_out()
{
    // Saves asking the emulator in vain. Whether it has done all that it could, only it can tell.
    constexpr std::chrono::milliseconds usual(1);
    for (int quiet = 0; quiet < 3;) {
        context.restart();
        if (*on_the_wire_ == 0) {
            if (context.poll() == 0)
                return;
            quiet = 0;
        } else if (context.run_one_for(usual) > 0) {
            quiet = 0;
        } else {
            server.control("GET", "clock");
            ++quiet;
        }
    }
}

void cache_service_fixture::pass(nanoseconds time)
{
    const acs::boot_time until = clock->now_boottime() + time;
    // So that no step leads beyond.
    const auto end = clock->async_wait_until(until, context.get_executor(), [] {});
    run_out();
    while (clock->now_boottime() < until) {
        clock->advance_to_next();
        run_out();
    }
}

void cache_service_fixture::run_through(const std::function<bool()>& condition)
{
    const acs::boot_time latest = clock->now_boottime() + std::chrono::hours(24);
    for (run_out(); !condition(); run_out())
        if (!clock->advance_to_next() || clock->now_boottime() > latest)
            throw std::runtime_error("the condition did not come true");
}

std::int64_t cache_service_fixture::statistic(std::string_view operation, std::string_view member)
{
    return get("stats").at("operations").at(operation).at(member).to_number<std::int64_t>();
}

void cache_service_fixture::set_service_clock(std::chrono::seconds ahead)
{
    service_ahead_ = ahead;
    post("clock", R"({"offsetSeconds":)" + std::to_string(ahead.count()) + "}");
}

void cache_service_fixture::step_local_clock(std::chrono::seconds by)
{
    clock->step_utc(by); // both
    set_service_clock(service_ahead_ - by);
}
