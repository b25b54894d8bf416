#include "wire/traceparent.hpp"

#include <doctest/doctest.h>
#include <string>

using acs::wire::traceparent;

namespace {

const std::string trace = "4bf92f3577b34da6a3ce929d0e0e4736";
const std::string span = "00f067aa0ba902b7";
const std::string example = "00-" + trace + "-" + span + "-01"; // the specification's own

std::string normalised(const std::string& text)
{
    const auto parsed = traceparent::parse(text);
    return parsed ? std::string(parsed->text()) : "invalid";
}

} // namespace

TEST_CASE("traceparent: the parts of the specification's example")
{
    const auto parsed = traceparent::parse(example);
    REQUIRE(parsed.has_value());
    CHECK(parsed->text() == example);
    CHECK(parsed->trace_id() == trace);
    CHECK(parsed->span_id() == span);
    CHECK(parsed->sampled());
    CHECK_FALSE(traceparent::parse("00-" + trace + "-" + span + "-00")->sampled());
}

TEST_CASE("traceparent: flags are bits, and unknown ones are not passed on")
{
    const auto flags = [](const std::string& given) {
        return normalised("00-" + trace + "-" + span + "-" + given).substr(53);
    };
    CHECK(flags("00") == "00");
    CHECK(flags("01") == "01");
    CHECK(flags("02") == "02"); // random trace id, level 2
    CHECK(flags("03") == "03");
    CHECK(flags("09") == "01"); // the specification's example of masking
    CHECK(flags("08") == "00");
    CHECK(flags("ff") == "03");
    CHECK(flags("f0") == "00");
    CHECK(traceparent::parse("00-" + trace + "-" + span + "-ff")->sampled());
    CHECK_FALSE(traceparent::parse("00-" + trace + "-" + span + "-fe")->sampled());
}

TEST_CASE("traceparent: later versions are read as version 00")
{
    CHECK(normalised("01-" + trace + "-" + span + "-01") == example);
    CHECK(normalised("cc-" + trace + "-" + span + "-01-what-the-future-will-be-like") == example);
    CHECK(normalised("fe-" + trace + "-" + span + "-01-") == example);
    CHECK(normalised("01-" + trace + "-" + span + "-03") == example); // only the sampled bit is known
    CHECK(normalised("01-" + trace + "-" + span + "-01.what") == "invalid");
    CHECK(normalised("cc-" + trace + "-" + span + "-01what") == "invalid");
}

TEST_CASE("traceparent: what is refused")
{
    const std::string zeros(32, '0');
    for (const std::string& text : {
             std::string(),
             std::string("00"),
             example.substr(0, 54),
             example + "-",
             example + "-00",
             example + " ",
             " " + example,
             "ff-" + trace + "-" + span + "-01",
             "FE-" + trace + "-" + span + "-01",
             "0x-" + trace + "-" + span + "-01",
             ".0-" + trace + "-" + span + "-01",
             "00-" + zeros + "-" + span + "-01",
             "00-" + trace + "-" + zeros.substr(16) + "-01",
             "00-4BF92F3577B34DA6A3CE929D0E0E4736-" + span + "-01",
             "00-" + trace + "-00F067AA0BA902B7-01",
             "00-" + trace + "-" + span + "-0A",
             "00-" + trace + "-" + span + "-.0",
             "00-" + trace + "-" + span + "-x1",
             "00-" + trace.substr(1) + "-" + span + "-011",
             "00-" + trace + "0-" + span.substr(1) + "-01",
             "00_" + trace + "-" + span + "-01",
             "00-" + trace + "_" + span + "-01",
             "00-" + trace + "-" + span + "_01",
             "00-" + trace.substr(1) + "g-" + span + "-01",
             "00-" + trace + "-" + span.substr(1) + "\n-01",
             example.substr(0, 53) + std::string("\0\0", 2),
         }) {
        CAPTURE(text);
        CHECK_FALSE(traceparent::parse(text).has_value());
    }
}

TEST_CASE("traceparent: a child has the trace and the flags, and an id of its own")
{
    const auto parent = traceparent::parse(example);
    REQUIRE(parent.has_value());
    CHECK(parent->child(0x0123456789abcdef).text() == "00-" + trace + "-0123456789abcdef-01");
    CHECK(parent->child(~std::uint64_t(0)).span_id() == "ffffffffffffffff");
    CHECK(parent->child(0).span_id() == "0000000000000001"); // all zeros would be invalid
    CHECK(parent->text() == example);
    CHECK(traceparent::parse(parent->child(7).text()).has_value());
}
