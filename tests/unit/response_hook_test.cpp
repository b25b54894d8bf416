#include "pipeline/response_hook.hpp"

#include <acs/raw_response.hpp>

#include <doctest/doctest.h>
#include <vector>

using namespace acs;

namespace {

wire::response answer(int status)
{
    wire::response made;
    made.status = status;
    made.headers.add("X-Number", std::to_string(status));
    return made;
}

} // namespace

TEST_CASE("response hook: the last answer, once")
{
    std::vector<raw_response> seen;
    pipeline::response_hook hook(
        call_options().on_response([&](const raw_response& each) { seen.push_back(each); }), nullptr);
    hook.tell();
    CHECK(seen.empty());
    hook.attempt_started();
    hook.answered(answer(503), "id-1");
    hook.attempt_started();
    hook.tell();
    CHECK(seen.empty());
    hook.answered(answer(200), "id-1");
    CHECK(seen.empty());
    hook.tell();
    hook.tell();
    REQUIRE(seen.size() == 1);
    CHECK(seen.front().status() == 200);
    CHECK(seen.front().find("x-number") == "200");
    CHECK(seen.front().request_id() == "id-1");
}

TEST_CASE("response hook: nobody listens, or who listens throws")
{
    pipeline::response_hook nobody(call_options(), nullptr);
    nobody.answered(answer(200), "id");
    nobody.tell();
    int calls = 0;
    pipeline::response_hook throwing(
        call_options().on_response([&](const raw_response&) {
            ++calls;
            throw 1;
        }),
        nullptr);
    throwing.answered(answer(200), "id");
    throwing.tell();
    throwing.tell();
    CHECK(calls == 1);
}
