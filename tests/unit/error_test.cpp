#include <acs/result.hpp>

#include <doctest/doctest.h>

#include <set>
#include <sstream>

using namespace acs;

TEST_CASE("error: every errc has a text and says what to do next")
{
    for (int value = 1; value < 200; ++value) {
        const boost::system::error_code code = static_cast<errc>(value);
        if (code.message() == "no error")
            continue;
        CAPTURE(value);
        const error why(static_cast<errc>(value));
        CHECK(why.message().find(code.message()) == 0);
        const auto advice = why.message().find("Next: ");
        REQUIRE(advice != std::string::npos);
        CHECK(why.message().size() > advice + 10);
    }
    CHECK(identity_category().name() == std::string("acs.identity"));
}

TEST_CASE("error: every errc has a name of its own")
{
    std::set<std::string_view> names;
    int codes = 0;
    for (int value = -1; value < 200; ++value) {
        const auto code = static_cast<errc>(value);
        const bool exists = make_error_code(code).message() != "no error";
        CAPTURE(value);
        CHECK(to_string(code).empty() != exists);
        codes += exists ? 1 : 0;
        if (exists)
            names.insert(to_string(code));
    }
    CHECK(names.size() == static_cast<std::size_t>(codes));
    CHECK(to_string(errc::credential_failed) == "credential_failed");
}

TEST_CASE("error: what is known better than the code's words and advice; nothing twice")
{
    error_details details;
    details.summary = "the credential's\ndeadline passed";
    details.next = "wait\nlonger";
    details.what = "a file: No such file or directory";
    details.cause = boost::system::errc::make_error_code(boost::system::errc::no_such_file_or_directory);
    details.service.code = "code";
    details.service.message = "words";
    CHECK(
        error(errc::credential_failed, details).message() ==
        "the credential's deadline passed: a file: No such file or directory; its code code; its message: "
        "words. "
        "Next: wait longer");
    CHECK(
        error(errc::deadline_exceeded, details).message().find("; service code code; ") != std::string::npos);
}

TEST_CASE("error: details show in the message")
{
    error_details details;
    details.what = "what";
    details.http_status = 418;
    details.service.code = "Teapot";
    details.service.message = "short and stout";
    details.service.target = "handle";
    details.request_id = "id-1";
    details.attempts = 4;
    details.cause = boost::system::errc::make_error_code(boost::system::errc::connection_refused);
    const error why(errc::request_rejected, details);
    std::ostringstream out;
    out << why;
    CHECK(
        out.str() == "the service rejected the request: what; HTTP status 418; service code Teapot; service "
                     "message: short and "
                     "stout; target handle; cause: Connection refused; attempts 4; request id id-1. Next: "
                     "correct the request as "
                     "the service says");
}

TEST_CASE("result: value() throws request_failed with the whole error")
{
    error_details details;
    details.http_status = 404;
    const result<int> failed = error(errc::identity_not_found, details);
    try {
        (void)failed.value();
        FAIL("value() did not throw");
    } catch (const request_failed& thrown) {
        CHECK(thrown.code() == errc::identity_not_found);
        CHECK(thrown.error().http_status() == 404);
        CHECK(std::string(thrown.what()).find("404") != std::string::npos);
    }
}

TEST_CASE("error: default is no error")
{
    const error none;
    CHECK_FALSE(none.code());
    CHECK(none.http_status() == 0);
    CHECK(none.attempts() == 0);
}

TEST_CASE("error: the message is one line, whatever the service wrote")
{
    std::string controls;
    for (char c = 1; c < 0x20; ++c)
        controls += c;
    controls += '\0';
    controls += '\x7f';
    error_details details;
    details.what = "w" + controls + "w";
    details.service.code = "c" + controls + "c";
    details.service.message = "first\r\nsecond\tthird \xc3\xbc" + controls;
    details.service.target = "t" + controls + "t";
    details.request_id = "id-1";
    const error why(errc::request_rejected, details);
    for (const char c : why.message()) {
        const auto code = static_cast<unsigned char>(c);
        CHECK(code >= 0x20);
        CHECK(code != 0x7f);
    }
    CHECK(why.message().find("first  second third \xc3\xbc") != std::string::npos);
    CHECK(why.service().message == details.service.message); // there it stays as it was
    std::ostringstream out;
    out << why;
    CHECK(out.str() == why.message());
}

TEST_CASE("request_failed: what() is the error's message")
{
    error_details details;
    details.what = "what";
    details.http_status = 404;
    details.service.message = "two\nlines";
    details.request_id = "id-1";
    const error why(errc::identity_not_found, details);
    CHECK(request_failed(why).what() == why.message());
    const request_failed first(why);
    const request_failed copy(first);
    CHECK(copy.what() == why.message());
    const result<int> failed = why;
    CHECK_THROWS_WITH_AS((void)failed.value(), why.message().c_str(), request_failed);
}
