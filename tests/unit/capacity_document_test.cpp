#include <acs/capacity.hpp>
#include <acs/quota.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <string>

using namespace acs;
using namespace std::chrono_literals;
using std::chrono::seconds;

namespace {

constexpr double shares[] = {1, 0.5, 0.25, 0.1};

std::string with_commas(std::uint64_t value)
{
    std::string text = std::to_string(value);
    for (std::size_t at = text.size(); at > 3;)
        text.insert(at -= 3, ",");
    return text;
}

// 9000 s: 2 h 30 min
std::string in_words(seconds value)
{
    std::string text;
    const auto add = [&](seconds::rep count, const char* unit) {
        if (count > 0)
            text += (text.empty() ? "" : " ") + std::to_string(count) + ' ' + unit;
    };
    add(value / 1h, "h");
    add(value % 1h / 1min, "min");
    add(value % 1min / 1s, "s");
    return text;
}

std::string lifetime_row(seconds lifetime)
{
    std::string row = "| " + in_words(lifetime) + " |";
    const auto whole = identities_that_fit(quota::published(), operation::get_token, lifetime);
    for (const double share : shares)
        row += ' ' +
               with_commas(identities_that_fit(quota::published(share), operation::get_token, lifetime)) +
               " |";
    return row + ' ' + in_words(cold_fill_time(quota::published(), operation::get_token, whole)) + " | " +
           in_words(outage_tolerance(lifetime)) + " |\n";
}

// In whole minutes, as the service takes them, of 1 h to 24 h.
std::string population_row(std::uint64_t population)
{
    std::string row = "| " + with_commas(population) + " |";
    for (const double share : shares) {
        const seconds needed = minimum_lifetime(quota::published(share), operation::get_token, population);
        const seconds asked = std::max<seconds>(1h, std::chrono::ceil<std::chrono::minutes>(needed));
        row += ' ' + (needed > 24h ? "none" : in_words(asked)) + " |";
    }
    return row + '\n';
}

} // namespace

TEST_CASE("capacity: docs/capacity.md has the figures that the functions give")
{
    std::ifstream file(TEST_VECTORS_DIR "/../../docs/capacity.md");
    const std::string document{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    REQUIRE_FALSE(document.empty());
    std::string lifetimes;
    for (const seconds lifetime : {1h, 2h, 4h, 8h, 12h, 24h})
        lifetimes += lifetime_row(lifetime);
    CAPTURE(lifetimes);
    CHECK(document.find(lifetimes) != std::string::npos);
    std::string populations;
    for (const std::uint64_t population : {10'000U, 50'000U, 100'000U, 500'000U, 1'000'000U, 1'300'000U})
        populations += population_row(population);
    CAPTURE(populations);
    CHECK(document.find(populations) != std::string::npos);
}
