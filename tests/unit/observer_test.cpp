#include <acs/observer.hpp>

#include "observe/notify.hpp"
#include "observe/url_template.hpp"

#include <doctest/doctest.h>
#include <stdexcept>
#include <string>

using namespace acs;

namespace {

throttled_event example()
{
    throttled_event event;
    event.context.request_id = "r";
    return event;
}

void tell(const observer* to)
{
    observe::notify(to, &observer::throttled, example);
}

std::string text_of(std::exception_ptr thrown)
{
    try {
        std::rethrow_exception(std::move(thrown));
    } catch (const std::exception& exception) {
        return exception.what();
    } catch (...) {
        return "unknown";
    }
}

} // namespace

TEST_CASE("observer: an event is made only if somebody listens")
{
    int made = 0;
    const auto make = [&] {
        ++made;
        return throttled_event();
    };
    observe::notify(nullptr, &observer::throttled, make);
    observer deaf;
    observe::notify(&deaf, &observer::throttled, make);
    CHECK(made == 0);

    int heard = 0;
    deaf.throttled = [&](const throttled_event&) {
        ++heard;
    };
    observe::notify(&deaf, &observer::throttled, make);
    CHECK(made == 1);
    CHECK(heard == 1);
}

TEST_CASE("observer: exceptions of a callback are counted, reported, and go no further")
{
    const auto before = observer_exceptions();
    observer noisy;
    noisy.throttled = [](const throttled_event&) {
        throw std::runtime_error("no");
    };
    tell(&noisy);
    CHECK(observer_exceptions() == before + 1);

    std::string reported;
    noisy.callback_threw = [&](std::exception_ptr thrown) {
        reported = text_of(std::move(thrown));
    };
    tell(&noisy);
    CHECK(reported == "no");
    noisy.throttled = [](const throttled_event&) {
        throw 7;
    };
    tell(&noisy);
    CHECK(reported == "unknown");

    noisy.callback_threw = [](std::exception_ptr) {
        throw std::runtime_error("nor that");
    };
    tell(&noisy);
    CHECK(observer_exceptions() == before + 4);
}

TEST_CASE("observer: an event that can't be put together is an exception like others")
{
    const auto before = observer_exceptions();
    observer some;
    some.throttled = [](const throttled_event&) {
        FAIL("called");
    };
    observe::notify(&some, &observer::throttled, []() -> throttled_event { throw std::bad_alloc(); });
    CHECK(observer_exceptions() == before + 1);
}

TEST_CASE("combined observers: both hear, in order, whatever the first one throws")
{
    std::string heard;
    auto first = std::make_shared<observer>();
    first->throttled = [&](const throttled_event& event) {
        heard.append("1").append(event.context.request_id);
        throw std::runtime_error("no");
    };
    auto second = std::make_shared<observer>();
    second->throttled = [&](const throttled_event& event) {
        heard.append("2").append(event.context.request_id);
    };
    std::string reported;
    first->callback_threw = [&](std::exception_ptr thrown) {
        reported = text_of(std::move(thrown));
    };
    const auto before = observer_exceptions();

    const auto both = combine(first, second);
    tell(both.get());
    CHECK(heard == "1r2r");
    CHECK(reported == "no");
    CHECK(observer_exceptions() == before + 1);

    const auto three = combine(both, second);
    heard.clear();
    tell(three.get());
    CHECK(heard == "1r2r2r");
}

TEST_CASE("combined observers: nobody, and callbacks that neither has")
{
    const auto some = std::make_shared<observer>();
    CHECK(combine(nullptr, nullptr) == nullptr);
    CHECK(combine(some, nullptr) == some);
    CHECK(combine(nullptr, some) == some);

    some->call_ended = [](const call_ended_event&) {
    };
    const auto both = combine(some, std::make_shared<observer>());
    CHECK(both->call_ended);
    CHECK_FALSE(both->attempt_started);
    CHECK_FALSE(both->connection_closed);
}

TEST_CASE("combined observers: every callback is passed on")
{
    int heard = 0;
    const auto one = std::make_shared<observer>();
    const auto set = [&](auto&... callbacks) {
        ((callbacks = [&heard](const auto&) { ++heard; }), ...);
    };
    set(one->call_ended, one->attempt_started, one->attempt_ended, one->retry_scheduled, one->retry_refused,
        one->throttled, one->clock_skew, one->name_resolved, one->tls_handshake, one->connection_opened,
        one->connection_failed, one->connection_closed);
    const auto both = combine(one, one);
    const auto call = [&](const auto& callback, const auto& event) {
        REQUIRE(callback);
        callback(event);
    };
    call(both->call_ended, call_ended_event());
    call(both->attempt_started, attempt_started_event());
    call(both->attempt_ended, attempt_ended_event());
    call(both->retry_scheduled, retry_scheduled_event());
    call(both->retry_refused, retry_refused_event());
    call(both->throttled, throttled_event());
    call(both->clock_skew, clock_skew_event());
    call(both->name_resolved, name_resolved_event());
    call(both->tls_handshake, tls_handshake_event());
    call(both->connection_opened, connection_opened_event());
    call(both->connection_failed, connection_failed_event());
    call(both->connection_closed, connection_closed_event());
    CHECK(heard == 24);
}

TEST_CASE("url templates: no identity")
{
    CHECK(observe::url_template(operation::create_user) == "/identities");
    CHECK(observe::url_template(operation::create_user_and_token) == "/identities");
    CHECK(observe::url_template(operation::get_token) == "/identities/{id}/:issueAccessToken");
    CHECK(observe::url_template(operation::get_token_for_teams_user) == "/teamsUser/:exchangeAccessToken");
    CHECK(observe::url_template(operation::revoke_tokens) == "/identities/{id}/:revokeAccessTokens");
    CHECK(observe::url_template(operation::delete_user) == "/identities/{id}");
    CHECK(observe::url_template(operation::get_user) == "/identities/{id}");
    CHECK(
        observe::url_template(operation::get_token_for_teams_extension_user) ==
        "/access/teamsExtension/:exchangeAccessToken");
    CHECK(observe::url_template(operation::get_token_for_entra_user) == "/access/entra/:exchangeAccessToken");
    for (const auto what :
         {operation::get_teams_extension_assignment, operation::set_teams_extension_assignment,
          operation::delete_teams_extension_assignment})
        CHECK(
            observe::url_template(what) ==
            "/access/teamsExtension/tenants/{tenantId}/assignments/{objectId}");
}

TEST_CASE("operations have the names of the client's functions")
{
    CHECK(to_string(operation::create_user) == "create_user");
    CHECK(to_string(operation::delete_user) == "delete_user");
    CHECK(to_string(operation::get_user) == "get_user");
    CHECK(to_string(operation::get_token_for_teams_extension_user) == "get_token_for_teams_extension_user");
    CHECK(to_string(operation::get_teams_extension_assignment) == "get_teams_extension_assignment");
    CHECK(to_string(operation::set_teams_extension_assignment) == "set_teams_extension_assignment");
    CHECK(to_string(operation::delete_teams_extension_assignment) == "delete_teams_extension_assignment");
    CHECK(to_string(operation::get_token_for_entra_user) == "get_token_for_entra_user");
    CHECK(static_cast<std::size_t>(operation::get_token_for_entra_user) == operation_count - 1);
}
