#include "wire/api_version.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace acs;
using wire::feature;

namespace {

// A letter for each version in the order below: x if it has the feature.
std::string versions_with(feature what)
{
    std::string seen;
    for (const char* version :
         {"2020-07-20-preview2", "2021-03-07", "2021-03-31-preview1", "2021-10-31-preview", "2022-06-01",
          "2022-10-01", "2023-10-01", "2025-03-02-preview", "2025-06-30", "2026-07-22", "2026-09-23"})
        seen += wire::check_api_version(version, what, "x") ? '-' : 'x';
    return seen;
}

} // namespace

TEST_CASE("api version: what the known ones have")
{
    CHECK(versions_with(feature::teams_user_exchange) == "--xxxxxxxxx");
    CHECK(versions_with(feature::custom_id) == "-------x---");
    CHECK(versions_with(feature::user_detail) == "-------x---");
    CHECK(versions_with(feature::entra_user_exchange) == "-------x---");
    CHECK(versions_with(feature::teams_extension) == "-------xxxx");
}

TEST_CASE("api version: what is not known, the service decides")
{
    for (const auto what :
         {feature::teams_user_exchange, feature::custom_id, feature::user_detail,
          feature::entra_user_exchange, feature::teams_extension}) {
        for (const char* version :
             {"2026-09-24", "2027-01-01-preview", "2026-10-01", "2025-04-01-preview", "", "latest", "v2"}) {
            CAPTURE(version);
            CHECK_FALSE(wire::check_api_version(version, what, "x"));
        }
        // Older than the first that has it.
        for (const char* version : {"1999-01-01", "2020-07-20-preview1", "2021-02-22-preview1"}) {
            CAPTURE(version);
            CHECK(wire::check_api_version(version, what, "x"));
        }
    }
    CHECK(wire::check_api_version("2024-04-01-preview", feature::teams_extension, "x"));
    CHECK_FALSE(wire::check_api_version("2024-04-01-preview", feature::teams_user_exchange, "x"));
    CHECK_FALSE(wire::check_api_version("2025-03-02-PREVIEW", feature::custom_id, "x"));
}

TEST_CASE("api version: what is sure")
{
    CHECK(wire::is_known_to_have("2025-03-02-preview", feature::custom_id));
    CHECK_FALSE(wire::is_known_to_have("2025-06-30", feature::custom_id));
    CHECK(wire::is_known_to_have("2026-09-23", feature::teams_extension));
    CHECK_FALSE(wire::is_known_to_have("2031-01-01", feature::teams_extension));
}

TEST_CASE("api version: the error names operation and versions")
{
    const auto why = wire::check_api_version("2023-10-01", feature::user_detail, "get_user");
    REQUIRE(why.has_value());
    CHECK(*why == errc::unsupported_api_version);
    CHECK(why->http_status() == 0);
    CHECK(
        why->message().find(
            "get_user needs api-version 2025-03-02-preview, and the client's is 2023-10-01") !=
        std::string::npos);
    const auto extension =
        wire::check_api_version("2023-10-01", feature::teams_extension, "set_teams_extension_assignment");
    REQUIRE(extension.has_value());
    CHECK(
        extension->message().find("set_teams_extension_assignment needs api-version 2025-03-02-preview, "
                                  "2025-06-30 or later, and") != std::string::npos);
}
