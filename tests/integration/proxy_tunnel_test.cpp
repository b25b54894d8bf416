#include "transport/proxy_tunnel.hpp"

#include "scripted_proxy.hpp"

#include <doctest/doctest.h>

#include <acs/manual_clock.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/read.hpp>
#include <exception>
#include <memory>
#include <optional>
#include <string>

using namespace acs;
using namespace std::chrono_literals;
using boost::asio::ip::tcp;
using then = scripted_proxy::then;

namespace {

const char* const established = "HTTP/1.1 200 Connection established\r\n\r\n";

struct fixture
{
    boost::asio::io_context context;
    std::shared_ptr<manual_clock> clock = std::make_shared<manual_clock>();
    boot_time start = clock->now_boottime();
    std::shared_ptr<transport::timeout_queue> timeouts =
        std::make_shared<transport::timeout_queue>(context.get_executor(), clock);
    std::shared_ptr<transport::deadline> call;
    scripted_proxy proxy{context};
    tcp::socket socket{context};
    wire::endpoint target = wire::parse_endpoint("https://contoso.communication.azure.com").value();
    wire::proxy by;
    bool done = false;
    std::optional<transport::failure> failed;

    fixture() { use("http://user:hunter2@"); }

    void use(const std::string& prefix) { by = wire::parse_proxy(prefix + proxy.name()).value(); }

    void begin()
    {
        done = false;
        call =
            std::make_shared<transport::deadline>(timeouts, boost::asio::cancellation_state(), start + 60s);
        call->start(boot_time::max());
        socket = tcp::socket(context);
        socket.connect(tcp::endpoint(boost::asio::ip::address_v4::loopback(), proxy.port()));
    }

    void start_tunnel()
    {
        boost::asio::co_spawn(
            context, transport::open_tunnel(socket, by, target, *call, start + 10s),
            [this](std::exception_ptr thrown, std::optional<transport::failure> result) {
                if (thrown)
                    std::rethrow_exception(thrown);
                failed = std::move(result);
                done = true;
            });
    }

    template <class Condition>
    void run_until(Condition condition)
    {
        while (!condition())
            REQUIRE(context.run_one_for(30s) == 1);
    }

    std::optional<transport::failure> open()
    {
        begin();
        start_tunnel();
        run_until([this] { return done; });
        return failed;
    }

    std::string read_rest(std::size_t size)
    {
        std::string rest(size, '\0');
        boost::asio::read(socket, boost::asio::buffer(rest));
        return rest;
    }
};

} // namespace

TEST_CASE_FIXTURE(fixture, "proxy_tunnel: asks for the endpoint, with the credentials")
{
    proxy.answer(established, then::silence);
    CHECK_FALSE(open().has_value());
    CHECK(socket.is_open());
    REQUIRE(proxy.requests().size() == 1);
    CHECK(
        proxy.requests().back() == "CONNECT contoso.communication.azure.com:443 HTTP/1.1\r\n"
                                   "Host: contoso.communication.azure.com:443\r\n"
                                   "Proxy-Authorization: Basic dXNlcjpodW50ZXIy\r\n\r\n");
}

TEST_CASE_FIXTURE(fixture, "proxy_tunnel: what follows the head stays in the socket, whatever the head says")
{
    const std::string interim = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n";
    const std::string padding = "X: " + std::string(3000, 'x') + "\r\n"; // longer than one look at the socket
    for (const std::string& head :
         {std::string(established), std::string("HTTP/1.0 200 OK\r\nProxy-agent: x\r\n\r\n"),
          std::string("HTTP/1.1 299 \r\nContent-Length: 7\r\n\r\n"),
          std::string("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"),
          interim + established, "HTTP/1.1 200 OK\r\n" + padding + "\r\n"}) {
        for (const std::size_t bytes_a_write : {std::size_t{4096}, std::size_t{1}, std::size_t{7}}) {
            CAPTURE(head);
            CAPTURE(bytes_a_write);
            proxy.answer(head + "\x16\x03\x03 and so on", then::silence, bytes_a_write);
            CHECK_FALSE(open().has_value());
            run_until([this] { return socket.available() == 13; });
            CHECK(read_rest(13) == "\x16\x03\x03 and so on");
        }
    }
}

TEST_CASE_FIXTURE(fixture, "proxy_tunnel: what a proxy may do instead")
{
    struct sample
    {
        std::string text;
        then next;
        errc expected;
        const char* said;
    };
    const std::string endless = "HTTP/1.1 200 OK\r\nX: " + std::string(100'000, 'x');
    const std::string html = "HTTP/1.1 403 Forbidden\r\nContent-Type: text/html\r\n\r\n<html>no</html>";
    for (const sample& each :
         {sample{
              "HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n",
              then::silence, errc::proxy_authentication_required, "status 407"},
          {"HTTP/1.1 407 No\r\nProxy-Authenticate: Negotiate\r\nProxy-Authenticate: NTLM\r\n\r\n",
           then::close, errc::proxy_authentication_required, "does not offer Basic"},
          {"HTTP/1.0 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"x\"\r\n\r\n", then::close,
           errc::proxy_authentication_required, "status 401"},
          {html, then::silence, errc::proxy_refused, "status 403"},
          {html, then::close, errc::proxy_refused, "status 403"},
          {"HTTP/1.1 302 Found\r\nLocation: http://login.example/\r\n\r\n", then::close, errc::proxy_refused,
           "status 302"},
          {"HTTP/1.1 400 Bad Request\r\n\r\n", then::close, errc::proxy_refused, "status 400"},
          {"HTTP/1.1 405 Method Not Allowed\r\n\r\n", then::close, errc::proxy_refused, "status 405"},
          {"HTTP/1.1 501 Not Implemented\r\n\r\n", then::close, errc::proxy_refused, "status 501"},
          {"HTTP/1.1 408 Request Timeout\r\n\r\n", then::close, errc::connect_failed, "status 408"},
          {"HTTP/1.1 429 Too Many\r\n\r\n", then::close, errc::connect_failed, "status 429"},
          {"HTTP/1.0 500 Unable to connect\r\n\r\n", then::close, errc::connect_failed, "status 500"},
          {"HTTP/1.1 502 Bad Gateway\r\n\r\n", then::silence, errc::connect_failed, "status 502"},
          {"HTTP/1.1 503 Service Unavailable\r\n\r\n", then::close, errc::connect_failed, "status 503"},
          {"HTTP/1.1 504 Gateway Timeout\r\n\r\n", then::close, errc::connect_failed, "status 504"},
          {"<!DOCTYPE html><html>", then::silence, errc::proxy_refused, "HTTP proxy"},
          {"\x05\xff", then::silence, errc::proxy_refused, "HTTP proxy"},     // SOCKS
          {"\x15\x03\x03", then::silence, errc::proxy_refused, "HTTP proxy"}, // TLS
          {"HTTP/1.1 101 Switching Protocols\r\n\r\n", then::silence, errc::proxy_refused, "HTTP proxy"},
          {endless, then::silence, errc::proxy_refused, "too large"},
          {"", then::close, errc::connection_lost, "closed"},
          {"HTTP/1.1 200 OK\r\nX: ", then::close, errc::connection_lost, "closed"},
          {"HTTP/1.1 100 Continue\r\n\r\n", then::close, errc::connection_lost, "closed"},
          {"", then::reset, errc::connection_lost, "proxy"}}) {
        CAPTURE(each.text.substr(0, 40));
        proxy.answer(each.text, each.next);
        const auto why = open();
        REQUIRE(why.has_value());
        CHECK(why->code == each.expected);
        CHECK(why->what.find(each.said) != std::string::npos);
        CHECK(why->what.find("the proxy " + proxy.name()) != std::string::npos);
        CHECK(why->what.find("hunter2") == std::string::npos);
        CHECK_FALSE(why->sent);
        CHECK_FALSE(why->stale);
        CHECK_FALSE(socket.is_open());
    }
}

TEST_CASE_FIXTURE(fixture, "proxy_tunnel: a 407 tells whether there were credentials")
{
    proxy.answer("HTTP/1.1 407 No\r\nProxy-Authenticate: Basic\r\n\r\n", then::close);
    CHECK(open()->what.find("no user name") == std::string::npos);
    use("http://");
    CHECK(open()->what.find("no user name") != std::string::npos);
}

TEST_CASE_FIXTURE(fixture, "proxy_tunnel: a silent proxy is given up at the limit, and at the call's end")
{
    for (const char* const text : {"", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 100 Continue\r\n\r\n"}) {
        proxy.answer(text, then::silence);
        const auto expect = [this](errc code, int closed) {
            run_until([this] { return done; });
            REQUIRE(failed.has_value());
            CHECK(failed->code == code);
            CHECK_FALSE(failed->sent);
            CHECK_FALSE(socket.is_open());
            run_until([this, closed] { return proxy.closed() == closed; });
        };
        const auto begin_waiting = [this] {
            const auto before = proxy.requests().size();
            begin();
            start_tunnel();
            run_until([this, before] { return proxy.requests().size() > before; });
            context.poll();
            CHECK_FALSE(done);
        };
        const int closed = proxy.closed();
        begin_waiting();
        clock->advance(10s);
        expect(errc::connect_timeout, closed + 1);
        start = clock->now_boottime();

        begin_waiting();
        call->interrupt(errc::canceled);
        expect(errc::canceled, closed + 2);

        begin_waiting();
        call->interrupt(errc::client_stopped);
        expect(errc::client_stopped, closed + 3);
    }
}

TEST_CASE_FIXTURE(fixture, "proxy_tunnel: a call that is over asks for nothing")
{
    begin();
    call->interrupt(errc::canceled);
    start_tunnel();
    run_until([this] { return done; });
    REQUIRE(failed.has_value());
    CHECK(failed->code == errc::canceled);
    CHECK_FALSE(socket.is_open());
    run_until([this] { return proxy.closed() == 1; });
    CHECK(proxy.requests().empty());
}
