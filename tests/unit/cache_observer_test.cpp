#include <acs/cache_observer.hpp>

#include "observe/notify.hpp"

#include <doctest/doctest.h>
#include <memory>
#include <new>
#include <stdexcept>
#include <string>

using namespace acs;

namespace {

cache_evicted_event example()
{
    cache_evicted_event event;
    event.entries = 3;
    return event;
}

void tell(const cache_observer* to)
{
    observe::notify(to, &cache_observer::evicted, example);
}

} // namespace

TEST_CASE("cache observer: an event is made only if somebody listens")
{
    int made = 0;
    const auto make = [&] {
        ++made;
        return cache_request_event();
    };
    observe::notify(nullptr, &cache_observer::request_ended, make);
    cache_observer deaf;
    observe::notify(&deaf, &cache_observer::request_ended, make);
    CHECK(made == 0);

    int heard = 0;
    deaf.request_ended = [&](const cache_request_event&) {
        ++heard;
    };
    observe::notify(&deaf, &cache_observer::request_ended, make);
    CHECK(made == 1);
    CHECK(heard == 1);
}

TEST_CASE("cache observer: exceptions are counted with those of other observers, and reported")
{
    const auto before = observer_exceptions();
    cache_observer noisy;
    noisy.evicted = [](const cache_evicted_event&) {
        throw std::runtime_error("no");
    };
    tell(&noisy);
    CHECK(observer_exceptions() == before + 1);

    std::string reported;
    noisy.callback_threw = [&](std::exception_ptr thrown) {
        try {
            std::rethrow_exception(std::move(thrown));
        } catch (const std::exception& exception) {
            reported = exception.what();
        }
    };
    tell(&noisy);
    CHECK(reported == "no");

    noisy.callback_threw = [](std::exception_ptr) {
        throw std::runtime_error("nor that");
    };
    tell(&noisy);
    observe::notify(
        &noisy, &cache_observer::evicted, []() -> cache_evicted_event { throw std::bad_alloc(); });
    CHECK(observer_exceptions() == before + 4);
}

TEST_CASE("combined cache observers: both hear, in order, whatever the first one throws")
{
    std::string heard;
    const auto first = std::make_shared<cache_observer>();
    first->evicted = [&](const cache_evicted_event& event) {
        heard.append("1:").append(std::to_string(event.entries));
        throw std::runtime_error("no");
    };
    int reported = 0;
    first->callback_threw = [&](std::exception_ptr) {
        ++reported;
    };
    const auto second = std::make_shared<cache_observer>();
    second->evicted = [&](const cache_evicted_event& event) {
        heard.append(" 2:").append(std::to_string(event.entries));
    };
    const auto both = combine(first, second);
    tell(both.get());
    CHECK(heard == "1:3 2:3");
    CHECK(reported == 1);
}

TEST_CASE("combined cache observers: nobody, and callbacks that neither has")
{
    const auto some = std::make_shared<cache_observer>();
    CHECK(combine(std::shared_ptr<const cache_observer>(), nullptr) == nullptr);
    CHECK(combine(some, nullptr) == some);
    CHECK(combine(nullptr, some) == some);

    some->lapsed = [](const cache_lapsed_event&) {
    };
    const auto both = combine(some, std::make_shared<cache_observer>());
    CHECK(both->lapsed);
    CHECK_FALSE(both->request_ended);
    CHECK_FALSE(both->evicted);
}

TEST_CASE("combined cache observers: every callback is passed on")
{
    int heard = 0;
    const auto one = std::make_shared<cache_observer>();
    const auto set = [&](auto&... callbacks) {
        ((callbacks = [&heard](const auto&) { ++heard; }), ...);
    };
    set(one->request_ended, one->fetch_ended, one->lapsed, one->given_up, one->health_changed,
        one->infeasible, one->evicted);
    const auto both = combine(one, one);
    const auto call = [&](const auto& callback, const auto& event) {
        REQUIRE(callback);
        callback(event);
    };
    call(both->request_ended, cache_request_event());
    call(both->fetch_ended, cache_fetch_event());
    call(both->lapsed, cache_lapsed_event());
    call(both->given_up, cache_given_up_event());
    call(both->health_changed, cache_health_event());
    call(both->infeasible, cache_infeasible_event());
    call(both->evicted, cache_evicted_event());
    CHECK(heard == 14);
}
