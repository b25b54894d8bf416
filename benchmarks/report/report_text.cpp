#include "report/report_text.hpp"

#include "report/chart_folder.hpp"
#include "report/digits.hpp"
#include "report/markdown_table.hpp"
#include "report/raw_file.hpp"
#include "report/target.hpp"

#include <cmath>
#include <ostream>

namespace report {

namespace {

constexpr std::size_t asked_rounds = 5;

std::string machine_of(const raw_line& run)
{
    const double gib = run.number("machine.memory_gib");
    return run.text("machine.cpu") + ", " + run.text("machine.processors") + " processors" +
           (std::isnan(gib) ? "" : ", " + digits(gib) + " GiB") + ", Linux " + run.text("machine.kernel");
}

std::string versions_of(const raw_line& run)
{
    std::string made;
    for (const auto& [name, version] : run.members_of("versions")) {
        made += made.empty() ? "" : ", ";
        made.append(name).append(" ").append(version);
    }
    return made;
}

// One text, or an object of several.
std::string build_of(const raw_line& run)
{
    std::string made = run.text("build");
    for (const auto& [name, value] : run.members_of("build"))
        if (!value.empty())
            made += (made.empty() ? "" : ", ") + value;
    return made;
}

} // namespace

void report_text::write_targets(std::ostream& to, const std::vector<target>& judged) const
{
    to << "## Targets\n\n"
          "Each ratio is made within a round, and the median of the rounds is judged, at 16 and at 64 calls "
          "(or "
          "connections) at a time: the worse one\ncounts. In brackets the least and the most of the "
          "rounds.\n\n";
    markdown_table made{"target", "limit", "measured", ""};
    for (const target& each : judged)
        made.add({each.aim, each.limit, each.measured, each.text()});
    made.write(to);
}

void report_text::write_warning(std::ostream& to, const char* of, std::size_t rounds) const
{
    if (rounds > 0 && rounds < asked_rounds)
        to << "**Some figures of the " << of << " are of " << rounds << (rounds == 1 ? " round" : " rounds")
           << " only, fewer than the five that a verdict should rest on.**\n\n";
}

void report_text::write_machine(std::ostream& to) const
{
    to << "## Machine and versions\n\n";
    markdown_table made{"", "clients", "token service"};
    const auto row = [&](const char* name, auto text) {
        const std::string clients = peers_.measured() ? text(peers_.run()) : "not measured";
        const std::string service = service_.measured() ? text(service_.run()) : "not measured";
        const bool told =
            (peers_.measured() && !clients.empty()) || (service_.measured() && !service.empty());
        if (told)
            made.add({name, clients, service});
    };
    row("date", [](const raw_line& run) { return run.text("date"); });
    row("machine", machine_of);
    row("distribution", [](const raw_line& run) {
        const std::string of_machine = run.text("machine.distribution");
        return of_machine.empty() ? run.text("distribution") : of_machine;
    });
    row("versions", versions_of);
    row("build", build_of);
    row("commit", [](const raw_line& run) { return run.text("commit"); });
    row("seconds of a run", [](const raw_line& run) { return run.text("seconds_per_run"); });
    row("seconds of a run at a fixed rate", [](const raw_line& run) { return run.text("open_seconds"); });
    row("rounds", [](const raw_line& run) { return run.text("rounds"); });
    made.write(to);
    to << "Raw data:";
    for (const raw_file* each : {&peers_, &service_})
        if (each->measured()) {
            const std::string name = each->path().filename().string();
            to << " [" << name << "](" << figures_folder << '/' << name << ")";
        }
    to << "\n\n";
}

void report_text::write_again(std::ostream& to)
{
    to << R"(## Again, on another machine

    git clone --depth 1 https://github.com/Azure/azure-sdk-for-cpp CHECKOUT
    benchmarks/run report --measure --azure-sdk CHECKOUT

measures clients and service, writes `build/report/peers.jsonl` and `service.jsonl`, and makes this page, its charts and the copies of the raw
data anew. CHECKOUT is any folder; azure-core is in no package of Debian, so it is built of a checkout of Azure/azure-sdk-for-cpp. Without
the option it is left out, unless it was built before. `benchmarks/run report` makes the page of what was measured already.
How to measure a part: [docs/benchmarks.md](../docs/benchmarks.md).
)";
}

} // namespace report
