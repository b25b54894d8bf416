#include "client_fixture.hpp"
#include "scripted_proxy.hpp"
#include "silent_port.hpp"

#include <doctest/doctest.h>

using namespace acs;
using namespace std::chrono_literals;
using then = scripted_proxy::then;

namespace {

struct fixture : client_fixture
{
    scripted_proxy proxy{context};

    client_options proxied() const { return options().proxy("http://user:hunter2@" + proxy.name()); }
};

} // namespace

TEST_CASE_FIXTURE(fixture, "client_proxy: calls go through one tunnel, to the endpoint")
{
    identity_client client(context.get_executor(), proxied());
    const auto user = run(client.create_user());
    REQUIRE(user.has_value());
    CHECK(introspect(run(client.get_token(*user, scope::chat)).value()) == "valid");
    CHECK(run(client.delete_user(*user)).has_value());
    CHECK(requests() == 3);
    CHECK(connections_opened() == 1);
    REQUIRE(proxy.requests().size() == 1);
    const std::string target = server.endpoint().substr(std::string_view("https://").size());
    CHECK(
        proxy.requests().back() == "CONNECT " + target + " HTTP/1.1\r\nHost: " + target +
                                       "\r\nProxy-Authorization: Basic dXNlcjpodW50ZXIy\r\n\r\n");
}

TEST_CASE_FIXTURE(fixture, "client_proxy: without user name, no credentials are sent")
{
    identity_client client(context.get_executor(), options().proxy(proxy.name()));
    CHECK(run(client.create_user()).has_value());
    REQUIRE(proxy.requests().size() == 1);
    CHECK(proxy.requests().back().find("Authorization") == std::string::npos);
}

TEST_CASE_FIXTURE(
    fixture, "client_proxy: the proxy looks the name up; the certificate must be the endpoint's")
{
    const std::string port = server.endpoint().substr(server.endpoint().rfind(':'));
    auto made =
        client_options::with_access_key("https://contoso.invalid" + port, server.access_key()).value();
    made.ca_file(server.ca_file()).time(clock).proxy(proxy.name());
    identity_client client(context.get_executor(), made);
    CHECK(run(client.create_user()).error() == errc::certificate_host_mismatch);
    REQUIRE(proxy.requests().size() == 1);
    CHECK(proxy.requests().back().find("CONNECT contoso.invalid" + port) == 0);
    CHECK(requests() == 0);
}

TEST_CASE_FIXTURE(fixture, "client_proxy: an empty option says that there is none")
{
    identity_client client(context.get_executor(), options().proxy(proxy.name()).proxy(""));
    CHECK(run(client.create_user()).has_value());
    CHECK(proxy.connections() == 0);
}

TEST_CASE_FIXTURE(client_fixture, "client_proxy: the option is kept as a secret, or as not set")
{
    auto made = client_options::with_access_key(server.endpoint(), server.access_key()).value();
    CHECK_FALSE(made.proxy().has_value());
    CHECK(made.proxy("http://a:b@c").proxy()->reveal() == "http://a:b@c");
    REQUIRE(made.proxy("").proxy().has_value());
    CHECK(made.proxy()->empty());
}

TEST_CASE_FIXTURE(fixture, "client_proxy: what a proxy may do instead, and what is tried again")
{
    struct sample
    {
        const char* text;
        then next;
        errc expected;
        unsigned attempts;
    };
    for (const sample& each :
         {sample{
              "HTTP/1.1 407 No\r\nProxy-Authenticate: Basic\r\n\r\n", then::close,
              errc::proxy_authentication_required, 1},
          {"HTTP/1.1 403 Forbidden\r\nContent-Type: text/html\r\n\r\n<html>", then::close,
           errc::proxy_refused, 1},
          {"<html>", then::silence, errc::proxy_refused, 1},
          {"HTTP/1.1 502 Bad Gateway\r\n\r\n", then::close, errc::connect_failed, 4},
          {"HTTP/1.1 503 Service Unavailable\r\n\r\n", then::silence, errc::connect_failed, 4},
          {"HTTP/1.1 200 OK\r\nX", then::close, errc::connection_lost, 4},
          {"", then::reset, errc::connection_lost, 4},
          {"HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\n<html></html>", then::silence, errc::tls_failed,
           1}}) {
        CAPTURE(std::string(each.text));
        proxy.answer(each.text, each.next);
        const auto asked = proxy.requests().size();
        identity_client client(context.get_executor(), proxied());
        // Creating is no exception: the service has surely not seen it.
        const auto failed = run_through_time(client.create_user());
        REQUIRE_FALSE(failed.has_value());
        CHECK(failed.error() == each.expected);
        CHECK(failed.error().attempts() == each.attempts);
        CHECK(failed.error().http_status() == 0);
        CHECK(failed.error().message().find("hunter2") == std::string::npos);
        CHECK(failed.error().message().find("dXNlcjpodW50ZXIy") == std::string::npos);
        CHECK(proxy.requests().size() - asked == each.attempts);
    }
    CHECK(requests() == 0);
}

TEST_CASE_FIXTURE(fixture, "client_proxy: a proxy that recovers is used again")
{
    proxy.answer("HTTP/1.1 503 Service Unavailable\r\n\r\n", then::close);
    identity_client client(context.get_executor(), proxied());
    const auto created = start(client.create_user());
    run_until([&] { return !proxy.requests().empty(); });
    proxy.answer("HTTP/1.1 200 OK\r\n\r\n", then::tunnel);
    for (int seconds = 0; seconds < 6; ++seconds) { // as long as three back-offs may take
        settle();
        clock->advance(1s);
    }
    run_until([&] { return created->done(); });
    CHECK(created->result->has_value());
    CHECK(requests() == 1);
}

TEST_CASE_FIXTURE(
    fixture, "client_proxy: a silent proxy costs the connect timeout; a call in wait for it can be ended")
{
    proxy.answer("HTTP/1.1 100 Continue\r\n\r\n", then::silence);
    std::optional<identity_client> client(
        std::in_place, context.get_executor(), proxied().max_retries(0).max_connections(3));
    const auto begin = [&] {
        const auto asked = proxy.requests().size();
        auto call = start(client->create_user());
        run_until([&] { return proxy.requests().size() > asked; });
        settle();
        REQUIRE_FALSE(call->done());
        return call;
    };
    auto call = begin();
    clock->advance(10s);
    run_until([&] { return call->done(); });
    CHECK(call->result->error() == errc::connect_timeout);
    CHECK(call->result->error().message().find(proxy.name()) != std::string::npos);

    call = begin();
    call->cancel.emit(boost::asio::cancellation_type::terminal);
    run_until([&] { return call->done(); });
    CHECK(call->result->error() == errc::canceled);

    call = begin();
    client.reset();
    run_until([&] { return call->done(); });
    CHECK(call->result->error() == errc::client_stopped);
    run_until([&] { return proxy.closed() == proxy.connections(); });
}

TEST_CASE_FIXTURE(fixture, "client_proxy: an idle tunnel that the proxy closed is replaced")
{
    identity_client client(context.get_executor(), proxied());
    CHECK(run(client.create_user()).has_value());
    proxy.drop_tunnels();
    settle();
    const auto again = run(client.create_user());
    CHECK(again.has_value());
    CHECK(proxy.requests().size() == 2);
}

TEST_CASE_FIXTURE(fixture, "client_proxy: no proxy where the option says there is one")
{
    const auto port = [] {
        const silent_port closed;
        return std::to_string(closed.port());
    }();
    identity_client client(
        context.get_executor(), options().proxy("http://user:hunter2@127.0.0.1:" + port).max_retries(0));
    const auto failed = run(client.create_user());
    CHECK(failed.error() == errc::connect_failed);
    CHECK(failed.error().message().find(port) != std::string::npos);
    CHECK(failed.error().message().find("hunter2") == std::string::npos);
}

TEST_CASE_FIXTURE(fixture, "client_proxy: a URL that can't be used fails the calls; nothing is sent")
{
    for (const char* const url :
         {"socks5://user:hunter2@127.0.0.1:1", "http://user:hunter2@", "http://a:b:c"}) {
        identity_client client(context.get_executor(), options().proxy(url));
        const auto failed = run(client.create_user());
        CHECK(failed.error() == errc::invalid_proxy);
        CHECK(failed.error().message().find("option proxy") != std::string::npos);
        CHECK(failed.error().message().find("hunter2") == std::string::npos);
    }
    CHECK(requests() == 0);
    CHECK(connections_opened() == 0);
}
