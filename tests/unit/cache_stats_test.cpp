#include <acs/cache_stats.hpp>

#include <algorithm>
#include <doctest/doctest.h>
#include <set>

using namespace acs;

TEST_CASE("cache stats: every enumerator has a name of its own")
{
    const auto differ = [](auto last) {
        std::set<std::string_view> names;
        for (int i = 0; i <= static_cast<int>(last); ++i)
            names.insert(to_string(static_cast<decltype(last)>(i)));
        CHECK(names.size() == static_cast<std::size_t>(last) + 1);
        CHECK(names.count("_OTHER") == 0);
        CHECK(to_string(static_cast<decltype(last)>(static_cast<int>(last) + 1)) == "_OTHER");
    };
    differ(cache_result::failed);
    differ(cache_health::refused);
    CHECK(static_cast<std::size_t>(cache_result::failed) + 1 == cache_result_count);
}

TEST_CASE("cache stats: histograms have their bounds from the start, and those ascend")
{
    const cache_stats stats;
    CHECK(stats.remaining_life.bounds == cache_remaining_life_bounds);
    CHECK(stats.lateness.bounds == cache_lateness_bounds);
    const auto ascend = [](const auto& bounds) {
        return std::adjacent_find(bounds.begin(), bounds.end(), std::greater_equal<>()) == bounds.end();
    };
    CHECK(ascend(cache_remaining_life_bounds));
    CHECK(ascend(cache_lateness_bounds));
    CHECK(stats.requests.size() == cache_result_count);
    CHECK_FALSE(stats.slack.has_value());
}
