#include "client_fixture.hpp"
#include "event_recorder.hpp"

#include <doctest/doctest.h>
#include <set>

using namespace acs;

namespace {

const std::string trace = "4bf92f3577b34da6a3ce929d0e0e4736";
const std::string span = "00f067aa0ba902b7";
const std::string given = "00-" + trace + "-" + span + "-01";

std::string text(const boost::json::object& event, const char* name)
{
    return std::string(event.at(name).as_string());
}

struct fixture : client_fixture
{
    event_recorder seen;
    identity_client client{context.get_executor(), options().observer(seen.observer())};
    communication_user user = run(client.create_user()).value();

    std::string sent(std::size_t entry, std::size_t of)
    {
        const auto entries = get("journal?last=" + std::to_string(of)).at("entries");
        const auto* value = entries.at(entry).at("headers").as_object().if_contains("traceparent");
        return value ? std::string(value->as_string()) : std::string();
    }
};

} // namespace

TEST_CASE_FIXTURE(fixture, "trace: no header unless the caller gives one")
{
    CHECK(run(client.get_token(user, scope::chat)).has_value());
    CHECK(sent(0, 1).empty());
    CHECK(seen.last("attempt_ended").if_contains("trace_id") == nullptr);
}

TEST_CASE_FIXTURE(fixture, "trace: each attempt is a span of its own in the caller's trace")
{
    fault(R"({"kind":"throttle","times":2})");
    const auto options = call_options().traceparent(given).tracestate("congo=t61rcWkgMzE, rojo=1");
    CHECK(run_through_time(client.get_token(user, scope::chat, options)).has_value());
    const auto attempts = seen.all("attempt_ended");
    REQUIRE(attempts.size() == 4);
    std::set<std::string> spans{span};
    for (std::size_t i = 0; i < 3; ++i) {
        const std::string header = sent(i, 3);
        CAPTURE(header);
        REQUIRE(header.size() == 55);
        CHECK(header.substr(0, 36) == "00-" + trace + "-");
        CHECK(header.substr(52) == "-01");
        CHECK(spans.insert(header.substr(36, 16)).second);
        CHECK(text(attempts[i + 1], "trace_id") == trace);
        CHECK(text(attempts[i + 1], "span_id") == header.substr(36, 16));
    }
    const auto call = seen.last("call_ended");
    CHECK(text(call, "trace_id") == trace);
    CHECK(text(call, "span_id") == span);
}

TEST_CASE_FIXTURE(fixture, "trace: what is malformed is refused before anything is sent")
{
    const auto before = requests();
    const std::string blank = " ";
    for (const auto& options :
         {call_options().traceparent("00-" + trace + "-" + span),
          call_options().traceparent(given + "\r\nX: y"), call_options().traceparent("ff" + given.substr(2)),
          call_options().traceparent(blank), call_options().tracestate("congo=1"),
          call_options().traceparent(given).tracestate("congo"),
          call_options().traceparent(given).tracestate("congo=1\r\nX: y"),
          call_options().traceparent(given).tracestate("a=" + std::string(511, 'x'))})
        CHECK(run(client.get_token(user, scope::chat, options)).error() == errc::invalid_argument);
    CHECK(requests() == before);
}
