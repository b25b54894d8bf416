#include "observe/exposition.hpp"

#include "observe/counter_family.hpp"

#include <doctest/doctest.h>
#include <limits>

using acs::observe::counter_family;
using acs::observe::exposition;

TEST_CASE("exposition: labels and help are escaped")
{
    const std::vector<std::pair<std::string, std::string>> constant = {{"resource", "a\"b\\c\nd"}};
    exposition out(constant);
    out.begin("m", "gauge", "one \"line\"\nand a \\");
    const exposition::label labels[] = {{"x", "\n\"\\"}, {"", "left out"}, {"y", ""}};
    out.sample("m", labels, std::int64_t(-3));
    out.sample("m", {}, 0.5);
    CHECK(
        out.take() == "# HELP m one \"line\"\\nand a \\\\\n"
                      "# TYPE m gauge\n"
                      "m{x=\"\\n\\\"\\\\\",y=\"\",resource=\"a\\\"b\\\\c\\nd\"} -3\n"
                      "m{resource=\"a\\\"b\\\\c\\nd\"} 0.5\n");
}

TEST_CASE("exposition: no labels, no braces; numbers don't depend on the locale")
{
    exposition out({});
    out.sample("m", {}, std::numeric_limits<std::uint64_t>::max());
    out.sample("m", {}, 1234567.125);
    CHECK(out.take() == "m 18446744073709551615\nm 1234567.125\n");
    CHECK(exposition::number(10) == "10");
    CHECK(exposition::number(0.005) == "0.005");
    CHECK(exposition::number(0) == "0");
}

TEST_CASE("counter family: one counter for each combination, 0 if it is declared")
{
    counter_family family("acs_x_total", "What.", "operation", "code");
    family.declare("get_token", "200");
    family.count("get_token", "429");
    family.count("get_token", "429");
    family.count("create_user", "201");
    exposition out({});
    family.write(out);
    CHECK(
        out.take() == "# HELP acs_x_total What.\n"
                      "# TYPE acs_x_total counter\n"
                      "acs_x_total{operation=\"create_user\",code=\"201\"} 1\n"
                      "acs_x_total{operation=\"get_token\",code=\"200\"} 0\n"
                      "acs_x_total{operation=\"get_token\",code=\"429\"} 2\n");

    counter_family bare("acs_y_total", "What.");
    bare.count();
    exposition second({});
    bare.write(second);
    CHECK(second.take() == "# HELP acs_y_total What.\n# TYPE acs_y_total counter\nacs_y_total 1\n");
}
