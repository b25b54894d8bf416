#include "wire/error_answer.hpp"
#include "wire/operations.hpp"

#include <doctest/doctest.h>

// Answers that end anywhere. The parser's memory is given back in the middle of its work then, and what was
// read of a key or a string so far lives elsewhere than what is complete.

using namespace acs;

namespace {

wire::response answer(int status, std::string_view body)
{
    wire::response made;
    made.status = status;
    made.body = body;
    return made;
}

} // namespace

TEST_CASE("broken JSON: a token's answer that breaks off anywhere is malformed")
{
    const std::string whole =
        R"({"a\u00e9b\nkey":["x\ud83d\ude00y",{"k":null}],"token":"ey\u004aab\/c\\\"d",)"
        R"("expiresOn":"2023-10-10T21:39:39.3244584+00:00"})";
    CHECK(wire::parse_token(answer(200, whole)).has_value());
    for (std::size_t size = 0; size < whole.size(); ++size) {
        CAPTURE(size);
        CHECK(wire::parse_token(answer(200, whole.substr(0, size))).error() == errc::malformed_response);
        CHECK(
            wire::parse_user_and_token(answer(201, whole.substr(0, size))).error() ==
            errc::malformed_response);
        CHECK(wire::parse_user(answer(201, whole.substr(0, size))).error() == errc::malformed_response);
    }
}

TEST_CASE("broken JSON: long keys and strings that break off")
{
    for (const std::size_t size : {10U, 100U, 1000U, 5000U, 100000U}) {
        const std::string part(size, 'x');
        for (const std::string& body :
             {"{\"" + part, "{\"" + part + "\\", "{\"" + part + "\\u00", "{\"" + part + "\\u00e9",
              "{\"" + part + "\\u00e9" + part, "{\"token\":\"" + part,
              "{\"token\":\"" + part + "\\u00e9" + part, "{\"token\":[\"" + part + "\",\"" + part,
              "{\"" + part + "\":\"" + part + "\",\"" + part, "{\"" + part + "\\ud83d\"}",
              "{\"" + part + "\n\":1}"}) {
            CAPTURE(size);
            CHECK(wire::parse_token(answer(200, body)).error() == errc::malformed_response);
        }
    }
}

TEST_CASE("broken JSON: an error's envelope that breaks off anywhere keeps the status")
{
    const std::string whole = R"({"error":{"code":"Va\u006cid","message":"m\u00fcller \"x\"","target":"t",)"
                              R"("details":[{"code":"d","message":"\n"}],"innererror":{"code":"i"}}})";
    const wire::request sent;
    for (std::size_t size = 0; size < whole.size(); ++size) {
        CAPTURE(size);
        const auto why = wire::make_service_error(sent, answer(400, whole.substr(0, size)), wall_time(), {});
        CHECK(why == errc::request_rejected);
        CHECK(why.service().code.empty());
    }
    const auto why = wire::make_service_error(sent, answer(400, whole), wall_time(), {});
    CHECK(why.service().code == "Valid");
    CHECK(why.service().message == "m\xc3\xbcller \"x\"");
}

TEST_CASE("JSON: tokens with escapes are read")
{
    const auto token = [](const std::string& text) {
        const auto parsed = wire::parse_token(
            answer(200, R"({"token":")" + text + R"(","expiresOn":"2023-10-10T21:39:39Z"})"));
        return std::string(parsed.value().token());
    };
    CHECK(token(R"(\u0065\u0079J)") == "eyJ");
    CHECK(token(R"(a\/b\\c\"d)") == R"(a/b\c"d)");
    CHECK(token(R"(\u00fc\ud83d\ude00)") == "\xc3\xbc\xf0\x9f\x98\x80");
    const std::string part(3000, 'x');
    CHECK(token(part + R"(\u002e)" + part + R"(\u002e)" + part) == part + "." + part + "." + part);
}
