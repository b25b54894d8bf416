#include "report/report_text.hpp"

#include "report/digits.hpp"
#include "report/markdown_table.hpp"
#include "report/program.hpp"
#include "report/raw_file.hpp"
#include "report/target.hpp"

#include <cmath>
#include <ostream>

namespace report {

namespace {

constexpr std::size_t asked_rounds = 5;

void write_programs(std::ostream& to, std::span<const program> programs)
{
    markdown_table made{"", "what it is"};
    for (const program& each : programs)
        made.add({each.name, each.description});
    made.write(to);
}

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
        made.add(
            {name, peers_.measured() ? text(peers_.run()) : "not measured",
             service_.measured() ? text(service_.run()) : "not measured"});
    };
    row("date", [](const raw_line& run) { return run.text("date"); });
    row("machine", machine_of);
    row("versions", versions_of);
    row("commit", [](const raw_line& run) { return run.text("commit"); });
    row("seconds of a run", [](const raw_line& run) { return run.text("seconds_per_run"); });
    row("rounds", [](const raw_line& run) { return run.text("rounds"); });
    made.write(to);
    to << "Raw data:";
    for (const raw_file* each : {&peers_, &service_})
        if (each->measured()) {
            const std::string name = each->path().filename().string();
            to << " [" << name << "](report/" << name << ")";
        }
    to << "\n\n";
}

void report_text::write_method(std::ostream& to)
{
    to << R"(## Method

- **Interleaved rounds.** At each level of load the programs run one after the other, in as many rounds as the table above says, each
  beginning with another program: a machine that is slower for a while is so for all. Figures are medians of the rounds; ratios are made
  within a round first.
- **One core each.** What is measured has one processor, the emulator or the load another.
- **CPU time** is user and system time of the process, between the first measured call and the last answer, by the number of calls. It has the
  kernel's work for the sockets in it, and none of the emulator's.
- **Warm-up.** Calls before the measured ones open the connections and let just-in-time compilers work; they are not counted. How many calls
  follow depends on how fast a program is: each runs about as long. Memory is the highest resident memory of the process in its whole
  life (VmHWM), with its runtime.
- **Closed loop**: each of C callers calls again when it has its answer. **Open loop**: calls are due at a fixed rate, and latency counts from when
  a call was due; a loop that counts from when it got round to sending leaves out just the waiting that users would have seen (coordinated omission).
- **The same work.** TLS is verified, each request is signed anew (but for the floor), token and expiry are parsed, and the first failed
  call ends a program. The limiter of this library is on, with a limit that is never reached.

The clients:

)";
    write_programs(to, program::clients());
    to << "The servers:\n\n";
    write_programs(to, program::servers());
}

void report_text::write_limits(std::ostream& to)
{
    to << R"(## What the figures do not show

- **No network, and not ACS.** Everything is on the loopback of one machine. A real call waits some tens of milliseconds for the service, whatever
  the client; its CPU time is about the same, its latency is not.
- **Two noisy cores.** On a small virtual machine neighbours take time away; absolute figures differ between runs, ratios less so.
- **One emulator thread.** The faster clients keep it busy all the time. Then calls a second and latency are the emulator's, and the CPU time of a call
  is the fair figure.
- **Coarse timers.** Node and asyncio wait for whole milliseconds; at fixed rates their programs wait actively for the last two. So their CPU time
  there isn't comparable, and is left out.
- **The load's own limit.** wrk shares the machine with the server that it loads; near its own limit it measures itself.
- **A closed loop hides queues**: a slow answer delays the next call, so its percentiles flatter every program. The open loop shows them.
- **CPU time has the kernel in it**, which no client can avoid: that is what the floor shows.
- **Features differ.** The hand-written loops don't retry, limit or pool; the SDKs have policies, tracing and telemetry that this library hasn't; libcurl and azure-core
  know nothing of ACS. The figures say what a call costs with each, not which is better made.
- **A client that blocks** (azure-core) needs a thread for each call at a time; with many, part of what is measured is the switching between them.

)";
}

void report_text::write_again(std::ostream& to)
{
    to << "## Again, on another machine\n\n"
          "    benchmarks/run report --measure\n\n"
          "measures clients and service, writes `build/report/peers.jsonl` and `service.jsonl`, and makes "
          "this page, its "
          "charts and the copies of the raw\ndata anew. `benchmarks/run report` makes them from what was "
          "measured "
          "already. How to measure a part: [docs/benchmarks.md](../docs/benchmarks.md).\n";
}

} // namespace report
