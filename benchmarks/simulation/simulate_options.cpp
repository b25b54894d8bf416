#include "simulation/simulate_options.hpp"

#include <charconv>
#include <cmath>
#include <cstring>
#include <functional>
#include <map>
#include <stdexcept>
#include <string_view>

namespace simulation {

using namespace std::chrono_literals;

namespace {

constexpr std::size_t default_cut = 500;
constexpr std::chrono::seconds default_step = 1h;
constexpr double week = 7 * 86400; // in seconds

template <class Number>
Number parse_number(const std::string& name, std::string_view text, double low, double high)
{
    Number value{};
    const char* const last = text.data() + text.size();
    const auto end = std::from_chars(text.data(), last, value);
    const auto shown = static_cast<double>(value);
    if (end.ec != std::errc() || end.ptr != last || !(shown >= low && shown <= high)) {
        char bounds[80];
        std::snprintf(bounds, sizeof bounds, "from %.12g to %.12g", low, high);
        throw std::invalid_argument(
            name + " takes a " + (std::is_integral_v<Number> ? "whole number " : "number ") + bounds +
            ", not '" + std::string(text) + "'");
    }
    return value;
}

std::chrono::seconds parse_seconds(const std::string& name, std::string_view text, double low, double high)
{
    return std::chrono::seconds(parse_number<std::int64_t>(name, text, low, high));
}

acs::rate parse_rate(const std::string& name, std::string_view text)
{
    const std::size_t slash = text.find('/');
    if (slash == std::string_view::npos)
        throw std::invalid_argument(name + " takes RATE/BURST, such as 28/60");
    return {
        parse_number<double>(name, text.substr(0, slash), 0.01, 60'000),
        parse_number<double>(name, text.substr(slash + 1), 1, 1e6)};
}

// The arguments, one by one.
class arguments
{
public:
    arguments(int argc, const char* const* argv) : argc_(argc), argv_(argv) {}

    bool next() { return ++at_ < argc_; }
    std::string name() const { return argv_[at_]; }
    std::string value()
    {
        if (!has_value())
            throw std::invalid_argument(name() + " lacks its value");
        return argv_[++at_];
    }
    bool has_value() const { return at_ + 1 < argc_ && std::strncmp(argv_[at_ + 1], "--", 2) != 0; }

private:
    int argc_;
    const char* const* argv_;
    int at_ = 0;
};

using handler = std::function<void(const std::string& name, arguments& from)>;

std::map<std::string, handler> scenario_options(scenario& to)
{
    std::map<std::string, handler> made;
    made["--population"] = [&to](const std::string& name, arguments& from) {
        to.population = parse_number<std::uint32_t>(name, from.value(), 1, 1e8);
    };
    made["--life"] = [&to](const std::string& name, arguments& from) {
        to.lifetimes = {parse_seconds(name, from.value(), 60, 86400)};
    };
    made["--lifetimes"] = [&to](const std::string& name, arguments& from) {
        if (from.value() != "mixed")
            throw std::invalid_argument(name + " takes 'mixed': a third each of 1, 6 and 24 hours");
        to.lifetimes = {1h, 6h, 24h};
    };
    made["--outage"] = [&to](const std::string& name, arguments& from) {
        to.outage = parse_seconds(name, from.value(), 0, week);
    };
    made["--outage-at"] = [&to](const std::string& name, arguments& from) {
        to.outage_at = parse_number<double>(name, from.value(), 0, 1e8);
    };
    made["--silent"] = [&to](const std::string& name, arguments& from) {
        to.silent = from.has_value() ? parse_seconds(name, from.value(), 1, 3600) : scenario::answer_timeout;
    };
    made["--quota-cut"] = [&to](const std::string& name, arguments& from) {
        to.quota_cut = from.has_value() ? parse_number<std::size_t>(name, from.value(), 0, 1e6) : default_cut;
    };
    made["--clock-step"] = [&to](const std::string& name, arguments& from) {
        to.clock_step = from.has_value() ? parse_seconds(name, from.value(), -week, week) : default_step;
    };
    made["--foreground"] = [&to](const std::string& name, arguments& from) {
        to.foreground = parse_number<double>(name, from.value(), 0, 1e5);
    };
    made["--seed"] = [&to](const std::string& name, arguments& from) {
        to.seed = parse_number<std::uint64_t>(name, from.value(), 0, 1.8e19);
    };
    made["--hours"] = [&to](const std::string& name, arguments& from) {
        to.hours = parse_number<double>(name, from.value(), 0.01, 10'000);
    };
    made["--share"] = [&to](const std::string& name, arguments& from) {
        to.share = parse_number<double>(name, from.value(), 0.001, 1);
    };
    made["--limit"] = [&to](const std::string& name, arguments& from) {
        to.limit = parse_rate(name, from.value());
    };
    return made;
}

void check(const scenario& what)
{
    if (what.quota_cut && what.outage > 0s)
        throw std::invalid_argument("--quota-cut and --outage: one at a time");
    if (what.silent && what.outage == 0s)
        throw std::invalid_argument("--silent describes an --outage");
    if (what.own_limit().burst < 1)
        throw std::invalid_argument("--share leaves not one call of the limit's burst");
    if (what.feasible() == 0)
        throw std::invalid_argument("not one identity fits this limit and lifetime");
}

} // namespace

simulate_options simulate_options::parse(int argc, const char* const* argv)
{
    simulate_options made;
    const std::map<std::string, handler> scenarios = scenario_options(made.what);
    for (arguments from(argc, argv); from.next();) {
        const std::string name = from.name();
        if (name == "--help" || name == "-h") {
            made.help = true;
        } else if (name == "--json") {
            made.json = made.one_scenario = true;
        } else if (name == "--out") {
            made.folder = from.value();
        } else if (const auto found = scenarios.find(name); found != scenarios.end()) {
            found->second(name, from);
            made.one_scenario = true;
        } else {
            throw std::invalid_argument("unknown option " + name);
        }
    }
    if (!made.help)
        check(made.what);
    return made;
}

const char* simulate_options::usage()
{
    return R"(usage: simulate [--out DIR]
       simulate [--json] [--population N] [--life S] [--outage S] [--seed K] [OPTION...]

Without an option of a scenario: all scenarios, the comparison with other policies, and plots.
With one: that scenario, as a table or as one line of JSON. Times are virtual.

  --population N     identities that are to be kept fresh (50000)
  --life S           lifetime of their tokens in seconds (3600)
  --lifetimes mixed  a third each of 1, 6 and 24 hours instead
  --outage S         the service is away for so many seconds, in the steady state (0: never)
  --outage-at S      when, in seconds since the start (drawn from the seed)
  --silent [S]       calls in the outage are not refused but hang, and time out after S seconds (20, as the
                     client's own: the connection is up, the answer doesn't come)
  --quota-cut [N]    instead of an outage: the service allows only N calls in 30 s for ten minutes (500)
  --clock-step [S]   this machine's civil clock is S seconds ahead from some moment on (3600)
  --foreground F     calls per second that somebody waits for (0)
  --hours H          how long it goes on (the cold fill and three lives, a life after the outage at least)
  --seed K           draws all that is random (1)
  --limit R/B        the client's limit, calls per second and burst (28/60); the service allows
                     (30 R + B) / 0.9 in 30 s
  --share X          of the limit, for this process (1)
  --json             one line of JSON
  --out DIR          where plots go (build/simulation beside the program's build folder, or here)
)";
}

} // namespace simulation
