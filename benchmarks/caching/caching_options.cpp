#include "caching/caching_options.hpp"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <stdexcept>

namespace caching {

namespace {

constexpr const char* sections[] = {"memory", "schedule", "turns", "snapshot", "lookup"};

std::size_t parse_count(const std::string& name, const char* text, std::size_t low, std::size_t high)
{
    std::size_t value = 0;
    const char* const last = text + std::strlen(text);
    const auto end = std::from_chars(text, last, value);
    if (end.ec != std::errc() || end.ptr != last || value < low || value > high)
        throw std::invalid_argument(
            name + " takes a number from " + std::to_string(low) + " to " + std::to_string(high) + ", not '" +
            text + "'");
    return value;
}

} // namespace

const char* caching_options::usage()
{
    return "usage: benchmarks/run cache [--entries N] [--rounds N] [--section NAME] [--json]\n"
           "  --entries N     identities in the large cache, from 10000 (default 1000000; about 1.1 KB "
           "each)\n"
           "  --rounds N      rounds of each timing, of which medians are taken (default 21)\n"
           "  --section NAME  memory, schedule, turns, snapshot or lookup; default: all\n"
           "  --json          one line of JSON instead of the table\n";
}

caching_options caching_options::parse(int argc, const char* const* argv)
{
    caching_options made;
    for (int i = 1; i < argc; ++i) {
        const std::string name = argv[i];
        if (name == "--json") {
            made.json = true;
            continue;
        }
        if (name == "--help") {
            made.help = true;
            continue;
        }
        if (name != "--entries" && name != "--rounds" && name != "--section")
            throw std::invalid_argument("there is no option " + name + "\n" + usage());
        if (++i == argc)
            throw std::invalid_argument(name + " wants a value\n" + usage());
        if (name == "--entries")
            made.entries = parse_count(name, argv[i], 10'000, 20'000'000);
        else if (name == "--rounds")
            made.rounds = parse_count(name, argv[i], 1, 10'000);
        else
            made.section = argv[i];
    }
    const auto is_asked = [&](const char* each) {
        return made.section == each;
    };
    if (!made.section.empty() && std::none_of(std::begin(sections), std::end(sections), is_asked))
        throw std::invalid_argument("there is no section '" + made.section + "'\n" + usage());
    return made;
}

} // namespace caching
