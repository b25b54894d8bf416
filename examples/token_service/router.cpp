#include "router.hpp"

#include "admission.hpp"
#include "auth/authenticator.hpp"
#include "auth/demo_login.hpp"
#include "auth/same_origin.hpp"
#include "figures/service_metrics.hpp"
#include "figures/service_report.hpp"
#include "http/http_error.hpp"
#include "page_answer.hpp"
#include "token_desk.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>
#include <string>
#include <string_view>
#include <utility>

namespace token_service {

namespace asio = boost::asio;
using boost::beast::http::verb;

namespace {

http_answer plain(std::string body, std::string_view content_type = "application/json")
{
    http_answer made;
    made.content_type = content_type;
    made.body = std::move(body);
    return made;
}

// Runs there, whoever waits for it here. A client that goes doesn't end it, as others may wait for the same.
asio::awaitable<http_answer> run_on(asio::any_io_executor there, asio::awaitable<http_answer> work)
{
    return asio::co_spawn(
        there, std::move(work), asio::bind_cancellation_slot(asio::cancellation_slot(), asio::use_awaitable));
}

asio::awaitable<http_answer> give(http_answer made)
{
    co_return made;
}

http_answer not_found()
{
    return http_error(404, "not_found", "There is nothing at this path.");
}

http_answer foreign_origin()
{
    return http_error(403, "foreign_origin", "Another site's page sent this.");
}

} // namespace

router::router(parts of) : of_(std::move(of)) {}

std::optional<asio::awaitable<http_answer>> router::answer(const http_request& request, http_answer& at_once)
{
    const clock::time_point began = clock::now();
    const route where = find_route(request.target());
    if (const auto waits = find_answer(where, request, at_once))
        return wait(where, *waits, began);
    of_.counted.add(where, at_once.status, false, clock::now() - began);
    return std::nullopt;
}

std::optional<user_name> router::find_answer(route where, const http_request& request, http_answer& answer)
{
    if (!allows(where, request.method())) {
        answer = http_error(405, "method_not_allowed", "The request's method is not one of this path.");
        answer.fields += "Allow: " + allowed_methods(where) + "\r\n";
        return std::nullopt;
    }
    switch (where) {
    case route::token:
        return find_token(request, answer);
    case route::refresh:
    case route::user:
        if (const auto who = identify(request, answer))
            return let_wait(*who, answer);
        break;
    case route::login:
        answer = log_in(request);
        break;
    case route::logout:
        answer = is_same_origin(request) ? demo_login::log_out() : foreign_origin();
        break;
    case route::status:
        answer = plain(of_.report.status());
        break;
    case route::health:
        answer = plain(R"({"status":"ok"})");
        break;
    case route::ready:
        answer = show_readiness();
        break;
    case route::metrics:
        answer = plain(of_.report.metrics(), acs::metrics::content_type);
        break;
    case route::page:
        answer = page_answer(std::string_view(request.target()).substr(0, request.target().find('?')));
        break;
    case route::unknown:
        answer = not_found();
        break;
    }
    return std::nullopt;
}

std::optional<user_name> router::find_token(const http_request& request, http_answer& answer)
{
    const auto who = identify(request, answer);
    if (!who || of_.desk.at_hand(who->user.text(), answer.body))
        return std::nullopt;
    return let_wait(*who, answer);
}

std::optional<user_name> router::let_wait(const caller& who, http_answer& answer)
{
    const auto why = of_.door.objection();
    if (!why)
        return who.user;
    answer = of_.door.turn_away(*why);
    return std::nullopt;
}

std::optional<caller> router::identify(const http_request& request, http_answer& answer) const
{
    auto who = of_.callers.authenticate(request);
    if (!who) {
        answer = http_error(401, "unauthorized", "The request shows no session or key that is accepted.");
        answer.fields += "WWW-Authenticate: Bearer\r\n";
    } else if (
        who->by_cookie && request.method() != verb::get && request.method() != verb::head &&
        !is_same_origin(request)) {
        answer = foreign_origin();
        who.reset();
    }
    return who;
}

http_answer router::log_in(const http_request& request) const
{
    if (!of_.login)
        return not_found();
    if (!is_same_origin(request))
        return foreign_origin();
    return of_.login->log_in(request.body());
}

http_answer router::show_readiness() const
{
    if (of_.report.is_ready())
        return plain(R"({"status":"ready"})");
    http_answer made = http_error(503, "not_ready", "The service is starting, or about to stop.");
    made.fields += "Retry-After: 1\r\n";
    return made;
}

asio::awaitable<http_answer> router::wait(route where, user_name user, clock::time_point began)
{
    const admission::place place = of_.door.enter();
    http_answer made = co_await begin(where, std::string(user.text()));
    of_.counted.add(where, made.status, true, clock::now() - began);
    co_return made;
}

asio::awaitable<http_answer> router::begin(route where, std::string user)
{
    if (where == route::token)
        return run_on(of_.waiting_room, of_.desk.issue(std::move(user)));
    if (where == route::user)
        return run_on(of_.waiting_room, of_.desk.remove(std::move(user)));
    if (const auto pause = allowance_.take(user))
        return give(of_.door.turn_away(
            rejection::refresh_allowance, std::chrono::ceil<std::chrono::milliseconds>(*pause)));
    return run_on(of_.waiting_room, of_.desk.refresh(std::move(user)));
}

} // namespace token_service
