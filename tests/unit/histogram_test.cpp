#include "observe/histogram.hpp"

#include "observe/histogram_family.hpp"

#include <doctest/doctest.h>

using acs::observe::exposition;
using acs::observe::histogram;
using acs::observe::histogram_family;
using namespace std::chrono_literals;

namespace {

constexpr double bounds[] = {0.005, 0.1, 1, 10};

} // namespace

TEST_CASE("histogram: a value on a bound belongs to its bucket, and buckets are cumulative")
{
    histogram counted(bounds);
    for (const double value : {0.0, 0.005, 0.0051, 0.1, 1.5, 10.0, 10.5, 3600.0})
        counted.add(value);
    CHECK(counted.cumulative(0) == 2);
    CHECK(counted.cumulative(1) == 4);
    CHECK(counted.cumulative(2) == 4);
    CHECK(counted.cumulative(3) == 6);
    CHECK(counted.count() == 8);
    CHECK(counted.sum() == doctest::Approx(3622.1101));
}

TEST_CASE("histogram: a clock that stepped back makes no negative sum")
{
    histogram counted(bounds);
    counted.add(-5);
    CHECK(counted.cumulative(0) == 1);
    CHECK(counted.sum() == 0);
}

TEST_CASE("histogram family: as Prometheus reads it")
{
    histogram_family family("x_seconds", "What.", bounds, "operation");
    family.add(2ms, "b");
    family.add(250ms, "b");
    family.add(20s, "a");
    exposition out({});
    family.write(out);
    CHECK(
        out.take() == "# HELP x_seconds What.\n"
                      "# TYPE x_seconds histogram\n"
                      "x_seconds_bucket{operation=\"a\",le=\"0.005\"} 0\n"
                      "x_seconds_bucket{operation=\"a\",le=\"0.1\"} 0\n"
                      "x_seconds_bucket{operation=\"a\",le=\"1\"} 0\n"
                      "x_seconds_bucket{operation=\"a\",le=\"10\"} 0\n"
                      "x_seconds_bucket{operation=\"a\",le=\"+Inf\"} 1\n"
                      "x_seconds_sum{operation=\"a\"} 20\n"
                      "x_seconds_count{operation=\"a\"} 1\n"
                      "x_seconds_bucket{operation=\"b\",le=\"0.005\"} 1\n"
                      "x_seconds_bucket{operation=\"b\",le=\"0.1\"} 1\n"
                      "x_seconds_bucket{operation=\"b\",le=\"1\"} 2\n"
                      "x_seconds_bucket{operation=\"b\",le=\"10\"} 2\n"
                      "x_seconds_bucket{operation=\"b\",le=\"+Inf\"} 2\n"
                      "x_seconds_sum{operation=\"b\"} 0.252\n"
                      "x_seconds_count{operation=\"b\"} 2\n");
}

TEST_CASE("histogram family: without a label")
{
    histogram_family family("x_seconds", "What.", std::span(bounds, 1));
    family.add(2ms);
    exposition out({});
    family.write(out);
    CHECK(
        out.take() == "# HELP x_seconds What.\n"
                      "# TYPE x_seconds histogram\n"
                      "x_seconds_bucket{le=\"0.005\"} 1\n"
                      "x_seconds_bucket{le=\"+Inf\"} 1\n"
                      "x_seconds_sum 0.002\n"
                      "x_seconds_count 1\n");
}
