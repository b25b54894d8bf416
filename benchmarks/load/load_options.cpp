#include "load/load_options.hpp"

#include <charconv>
#include <cmath>
#include <map>
#include <stdexcept>

namespace {

std::size_t parse_count(const std::string& name, const std::string& text, std::size_t least)
{
    std::size_t value = 0;
    const auto end = std::from_chars(text.data(), text.data() + text.size(), value);
    if (end.ec != std::errc() || end.ptr != text.data() + text.size() || value < least)
        throw std::invalid_argument(name + " takes a whole number of at least " + std::to_string(least));
    return value;
}

double parse_rate(const std::string& name, const std::string& text)
{
    double value = 0;
    const auto end = std::from_chars(text.data(), text.data() + text.size(), value);
    if (end.ec != std::errc() || end.ptr != text.data() + text.size() || !std::isfinite(value) || value <= 0)
        throw std::invalid_argument(name + " takes a number of calls per second");
    return value;
}

std::string part_after(const std::string& text, const std::string& key)
{
    const auto at = text.find(key);
    if (at == std::string::npos)
        throw std::invalid_argument("--connection-string is not endpoint=https://...;accesskey=...");
    const auto begin = at + key.size();
    return text.substr(begin, text.find(';', begin) - begin);
}

} // namespace

const char* const load_options::usage =
    "--connection-string TEXT [--ca FILE] --user ID --n CALLS --c CALLS-AT-A-TIME [--warm-up CALLS] "
    "[--rate CALLS-PER-SECOND]";

load_options load_options::parse(int argc, char** argv)
{
    std::map<std::string, std::string> given;
    for (int i = 1; i < argc; i += 2) {
        if (i + 1 == argc)
            throw std::invalid_argument(std::string(argv[i]) + " lacks its value");
        given[argv[i]] = argv[i + 1];
    }
    const auto take = [&](const std::string& name) {
        const auto found = given.extract(name);
        if (found.empty())
            throw std::invalid_argument(name + " is missing");
        return found.mapped();
    };
    load_options made;
    made.connection_string = take("--connection-string");
    if (given.contains("--ca"))
        made.ca_file = take("--ca");
    made.user = take("--user");
    made.calls = parse_count("--n", take("--n"), 1);
    made.concurrency = parse_count("--c", take("--c"), 1);
    if (given.contains("--warm-up"))
        made.warm_up = parse_count("--warm-up", take("--warm-up"), 0);
    if (given.contains("--rate"))
        made.rate = parse_rate("--rate", take("--rate"));
    if (!given.empty())
        throw std::invalid_argument("unknown option " + given.begin()->first);
    return made;
}

std::string load_options::host() const
{
    const std::string authority = part_after(connection_string, "https://");
    return authority.substr(0, authority.find_first_of(":/"));
}

std::string load_options::port() const
{
    const std::string authority = part_after(connection_string, "https://");
    const auto colon = authority.find(':');
    if (colon == std::string::npos)
        return "443";
    return authority.substr(colon + 1, authority.find('/', colon) - colon - 1);
}

std::string load_options::access_key() const
{
    return part_after(connection_string, "accesskey=");
}
