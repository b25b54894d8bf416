#include "report/limits_section.hpp"

#include "report/digits.hpp"
#include "report/raw_file.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <ostream>

namespace report {

namespace {

// Of the machine that has the fewest; not a number if no record says it.
double processors(const raw_file& peers, const raw_file& service)
{
    double fewest = std::numeric_limits<double>::quiet_NaN();
    for (const raw_file* each : {&peers, &service})
        if (each->measured())
            fewest = std::fmin(fewest, each->run().number("machine.processors"));
    return fewest;
}

} // namespace

void write_limits(std::ostream& to, const raw_file& peers, const raw_file& service)
{
    to << R"(## What the figures do not show

- **No network, and not ACS.** Everything is on the loopback of one machine. A real call waits some tens of milliseconds for the service, whatever
  the client; its CPU time is about the same, its latency is not.
- **Neighbours.** If the machine is a virtual one, others take time away from it. Absolute figures differ between runs, ratios less so.
)";
    if (const double count = processors(peers, service); count <= 2)
        to << "- **" << (count == 2 ? "Two processors" : "One processor")
           << (count == 2 ? ".** One has what is measured, the other the emulator or the load; whatever else "
                            "runs takes from these.\n"
                          : ".** What is measured shares it with the emulator and the load.\n");
    to << R"(- **One emulator thread.** The faster clients keep it busy all the time. Then calls a second and latency are the emulator's, and the CPU time of a call
  is the fair figure.
- **Few calls at low rates.** At 100 calls a second a run has about a hundred calls: its p99 and p99.9 are the slowest of them;
  at 1,000 its p99.9 is.
- **Coarse timers.** Node and asyncio wait for whole milliseconds; at fixed rates their programs wait actively for the last two. So their CPU time
  there isn't comparable, and is left out.
- **The load's own limit.** wrk shares the machine with the server that it loads; near its own limit it measures itself. The load at a fixed rate says
  how late it was itself ("load sent late").
- **A closed loop hides queues**: a slow answer delays the next call, so its percentiles flatter every program. The open loop shows them.
- **CPU time has the kernel in it**, which no client can avoid: that is what the floor shows.
- **Features differ.** The hand-written loops don't retry, limit or pool. The SDKs can do more for each call than was switched on here, and their pipelines
  are made for it. libcurl and azure-core know nothing of ACS. The figures say what a call costs with each, not which is better made.
- **A client that blocks** (azure-core) needs a thread for each call at a time; with many, part of what is measured is the switching between them.
- **The limit is a server on Beast**, not the least that TLS costs: a server that has OpenSSL straight on its socket can take less than it, and the
  token service may.
- **Misses.** Every answer of the token service is a hit. A miss waits for a call of ACS, and costs the service what one uncached call costs.
- **More than one thread.** Each server has one.
- **A new connection for each token.** Connections are kept alive. A client that connects anew pays for a handshake, far more than a hit costs.
- **Node's memory with a million users** was not measured.
- **Memory is one run**, not a median of rounds.

)";
}

} // namespace report
