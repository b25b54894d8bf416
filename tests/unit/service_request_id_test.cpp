#include "wire/service_request_id.hpp"

#include <doctest/doctest.h>

using namespace acs;

namespace {

std::string found_in(std::vector<std::pair<std::string, std::string>> headers)
{
    wire::response answer;
    for (const auto& [name, value] : headers)
        answer.headers.add(name, value);
    return std::string(wire::service_request_id(answer));
}

} // namespace

TEST_CASE("service request id: x-ms-request-id before MS-CV, and nothing that is no id")
{
    CHECK(found_in({}).empty());
    CHECK(found_in({{"ms-cv", "n7bcZi5vpEiJ7dP0RhDxQA.2.0"}}) == "n7bcZi5vpEiJ7dP0RhDxQA.2.0");
    CHECK(found_in({{"MS-CV", "a.0"}, {"X-MS-Request-ID", "b"}}) == "b");
    CHECK(found_in({{"MS-CV", "a.0"}, {"x-ms-request-id", std::string(65, 'x')}}) == "a.0");
    CHECK(found_in({{"MS-CV", std::string(64, 'x')}}) == std::string(64, 'x'));
    CHECK(found_in({{"MS-CV", "a b"}}).empty());
    CHECK(found_in({{"MS-CV", "a\x1b[31m"}}).empty());
}
