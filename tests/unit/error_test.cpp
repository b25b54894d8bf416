#include <acs/result.hpp>

#include <doctest/doctest.h>

#include <sstream>

using namespace acs;

TEST_CASE("error: every errc has a text and says what to do next")
{
    for (int value = 1; value < 100; ++value) {
        const boost::system::error_code code = static_cast<errc>(value);
        if (code.message() == "no error")
            continue;
        CAPTURE(value);
        const error why(static_cast<errc>(value));
        CHECK(why.message().find(code.message()) == 0);
        const bool needs_advice = why.code() != errc::canceled && why.code() != errc::client_stopped;
        CHECK((why.message().find("Next: ") != std::string::npos) == needs_advice);
    }
    CHECK(identity_category().name() == std::string("acs.identity"));
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
