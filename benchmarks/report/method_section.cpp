#include "report/method_section.hpp"

#include "report/digits.hpp"
#include "report/markdown_table.hpp"
#include "report/program.hpp"
#include "report/raw_file.hpp"

#include <ostream>

namespace report {

namespace {

void write_programs(std::ostream& to, std::span<const program> programs)
{
    markdown_table made{"", "what it is"};
    for (const program& each : programs)
        made.add({each.name, each.description});
    made.write(to);
}

// Empty if no record says it.
std::string length_of_tokens(const raw_file& data)
{
    return data.measured() ? whole(data.run().number("token_bytes")) : "";
}

} // namespace

void write_method(std::ostream& to, const raw_file& peers, const raw_file& service)
{
    const std::string default_length = length_of_tokens(peers);
    const std::string service_length = length_of_tokens(service);
    to << R"(## Method

- **Interleaved rounds.** At each level of load the programs run one after the other, in as many rounds as the table above says, each
  beginning with another program (while tokens are refreshed, the limit always follows): a machine that is slower for a while is so for all. Figures are medians of the rounds; ratios are made
  within a round first.
- **One core each.** What is measured has one processor, the emulator or the load another.
- **CPU time** is user and system time of the process that is measured, all its threads, by the number of calls. It has the kernel's work for
  the sockets in it, and none of the emulator's or the load's.

### Clients

- **Warm-up.** Each run is a process of its own. Calls before the measured ones open the connections and let just-in-time compilers work;
  neither their CPU time nor their latency is counted. How many calls follow depends on how fast a program is: each runs about as long.
  Memory is the highest resident memory of the process in its whole life (VmHWM), with its runtime.
- **Closed loop**: each of C callers calls again when it has its answer. **Open loop**: calls are due at a fixed rate, and latency counts from when
  a call was due; a loop that counts from when it got round to sending leaves out just the waiting that users would have seen (coordinated omission).
- **Does not keep up** stands beside a program that makes less than 0.9 of the calls due, and whose median latency is more than a twentieth of the
  run: it is later and later for as long as the run goes on, and its latency says no more than that.
- **The same work.** TLS is verified, each request is signed anew, token and expiry are parsed (the floor signs once and parses nothing), and the first failed
  call ends a program. The limiter of this library is on, with a limit that is never reached.
- **Tokens** are as long as the emulator makes them by default)"
       << (default_length.empty() ? "" : " (" + default_length + " bytes)") << ".\n\n";
    write_programs(to, program::clients());
    to << R"(### Token service

- **The same answers.** All servers have one certificate (P-256) and one thread, and are asked for the tokens of the same 1,000 users in turn, with
  the same signed sessions. The tokens have )"
       << (service_length.empty() ? "at least 900" : service_length)
       << R"( bytes. Node's answers are as long as those of the token service, and the limit
  is told that length.
- **Hits.** wrk loads one server after the other over TLS connections that it keeps alive, in a closed loop: each connection asks again when it has its
  answer, so the server is at its limit and the latencies are those of a server there.
- **When counting begins.** Requests and CPU time (the clock of the server's process) are counted from one second after wrk's start, with many connections
  up to two seconds later: handshakes are not in them. The percentiles are wrk's own, of its whole run, and have that first
  time with its handshakes in them. Each server is under load once before the first round.
- **Memory and refreshing.** The service starts from a state folder with all identities and their tokens, as long as these, as after a restart.
- **Hits while tokens are refreshed** are asked for in an open loop at fixed rates, after a second that isn't counted, for random users; the latency
  counts from when a request was due. The emulator enforces the published limit, 1,000 calls in 30 s, of which the service takes nine
  tenths: 28 a second and a burst of 60, half of it kept for callers who wait. 95 % of 28 renewals a second (26.6) are accepted as such. After each run the limit, a server that
  renews nothing, gets the same load while the renewals go on, beside the service that renews: what latency it shows
  too is not the cache's doing.

)";
    write_programs(to, program::servers());
}

} // namespace report
