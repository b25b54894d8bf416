#include "pipeline/random.hpp"
#include "pipeline/request_writer.hpp"
#include "pipeline/user_agent.hpp"
#include "wire/operations.hpp"

#include <doctest/doctest.h>

#include <acs/access_key_credential.hpp>
#include <acs/version.hpp>

#include <set>

using namespace acs;
using namespace std::chrono;

TEST_CASE("request writer: a signed request, byte for byte")
{
    const auto request =
        wire::create_user_and_token_request("2023-10-01", scope::chat | scope::voip, minutes(60));
    const pipeline::request_writer::common_headers common{"contoso.communication.azure.com", "agent"};
    pipeline::request_writer writer(
        request, common, "id-1", sys_days(2023y / January / 9) + 17h + 55min + 58s);
    const auto key =
        access_key_credential::create(secret("MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=")).value();
    REQUIRE(key->authorise(writer).has_value());
    // The signature is that of the published vector.
    const std::string_view authorization = "HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&"
                                           "Signature=6TWploYhLLC9YMJVr5cbMH3qwezVv/vsWqJpOzzDsNg=";
    CHECK(
        writer.finish() == "POST /identities?api-version=2023-10-01 HTTP/1.1\r\n"
                           "Host: contoso.communication.azure.com\r\n"
                           "User-Agent: agent\r\n"
                           "Accept: application/json\r\n"
                           "x-ms-client-request-id: id-1\r\n"
                           "x-ms-return-client-request-id: true\r\n"
                           "Content-Type: application/json\r\n"
                           "Content-Length: 63\r\n"
                           "x-ms-date: Mon, 09 Jan 2023 17:55:58 GMT\r\n"
                           "x-ms-content-sha256: jENEeifYNCidF9FcfXJ54WzhK3ED/2UrQyA4+oWOZKc=\r\n"
                           "Authorization: " +
                               std::string(authorization) +
                               "\r\n"
                               "\r\n"
                               "{\"createTokenWithScopes\":[\"chat\",\"voip\"],\"expiresInMinutes\":60}");
    CHECK(writer.authorization() == authorization);
}

TEST_CASE("request writer: without a body")
{
    const pipeline::request_writer::common_headers common{"h", "a"};
    const auto post = wire::create_user_request("v");
    pipeline::request_writer with_length(post, common, "i", wall_time());
    CHECK(with_length.finish().find("Content-Length: 0\r\n") != std::string_view::npos);
    CHECK(with_length.finish().find("Content-Type") == std::string_view::npos);
    const auto remove = wire::delete_user_request("v", communication_user("u"));
    pipeline::request_writer without_length(remove, common, "i", wall_time());
    CHECK(without_length.finish().find("Content-Length") == std::string_view::npos);
    CHECK(without_length.authorization().empty());
}

TEST_CASE("request writer: headers that would break the head are refused")
{
    const pipeline::request_writer::common_headers common{"h", "a"};
    const auto request = wire::create_user_request("v");
    pipeline::request_writer writer(request, common, "i", wall_time());
    CHECK_FALSE(writer.add_header("Authorization", "Bearer x\r\nEvil: 1"));
    CHECK_FALSE(writer.add_header("Authorization", std::string_view("a\0b", 3)));
    CHECK_FALSE(writer.add_header("Bad Name", "x"));
    CHECK_FALSE(writer.add_header("", "x"));
    CHECK(writer.add_header("X-Good_1", "a b"));
    CHECK(writer.finish().find("Evil") == std::string_view::npos);
}

TEST_CASE("access key credential: update replaces the key, a bad one does not")
{
    const auto key = access_key_credential::create(secret("pw==")).value();
    CHECK(access_key_credential::create(secret("?")).error() == errc::invalid_access_key);
    const pipeline::request_writer::common_headers common{"h", "a"};
    const auto request = wire::create_user_request("v");
    const auto authorization = [&] {
        pipeline::request_writer writer(request, common, "i", wall_time());
        REQUIRE(key->authorise(writer).has_value());
        return std::string(writer.authorization());
    };
    const std::string before = authorization();
    CHECK(key->update(secret("not base64")).error() == errc::invalid_access_key);
    CHECK(authorization() == before);
    CHECK(key->update(secret("Kg==")).has_value());
    CHECK(authorization() != before);
}

TEST_CASE("user agent: the Azure SDKs' form")
{
    CHECK(pipeline::make_user_agent("").starts_with("azsdk-cpp-communication-identity/" ACS_IDENTITY_VERSION
                                                    " ("));
    CHECK(pipeline::make_user_agent(" my app/1.0 ").starts_with("my app/1.0 azsdk-cpp-"));
    CHECK(pipeline::make_user_agent("0123456789012345678901234567")
              .starts_with("012345678901234567890123 azsdk"));
    CHECK(pipeline::make_user_agent("a\r\nb: c").find('\n') == std::string::npos);
}

TEST_CASE("random: request ids are distinct version 4 UUIDs, fractions are in [0, 1)")
{
    std::set<std::string> seen;
    for (int i = 0; i < 1000; ++i) {
        const std::string id = pipeline::random_uuid();
        REQUIRE(id.size() == 36);
        CHECK(id[14] == '4');
        CHECK(std::string_view("89ab").find(id[19]) != std::string_view::npos);
        CHECK(seen.insert(id).second);
        const double fraction = pipeline::random_fraction();
        CHECK(fraction >= 0);
        CHECK(fraction < 1);
    }
}
