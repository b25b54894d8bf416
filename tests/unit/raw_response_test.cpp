#include <acs/raw_response.hpp>

#include <doctest/doctest.h>

using namespace acs;

TEST_CASE("raw response: headers in order, looked up whatever the case")
{
    const raw_response answer(
        201, {{"Content-Type", "application/json"}, {"MS-CV", "one"}, {"ms-cv", "two"}, {"Empty", ""}},
        "id-1");
    CHECK(answer.status() == 201);
    CHECK(answer.request_id() == "id-1");
    REQUIRE(answer.headers().size() == 4);
    CHECK(answer.headers()[1].first == "MS-CV");
    CHECK(answer.headers()[2].second == "two");
    CHECK(answer.find("content-TYPE") == "application/json");
    CHECK(answer.find("ms-Cv") == "one");
    CHECK(answer.find("empty") == "");
    CHECK_FALSE(answer.find("Content").has_value());

    CHECK(raw_response().status() == 0);
    CHECK(raw_response().headers().empty());
    CHECK_FALSE(raw_response().find("x").has_value());
}
