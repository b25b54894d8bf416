// The token cache: time of a hit, memory, planning, turns on the event loop, snapshots, each beside its
// target. `benchmarks/run cache --help` names the options. See docs/benchmarks.md.

#include "caching/caching_options.hpp"
#include "caching/figure_table.hpp"
#include "caching/lookup_figures.hpp"
#include "caching/memory_figures.hpp"
#include "caching/schedule_figures.hpp"
#include "caching/snapshot_figures.hpp"
#include "caching/turn_figures.hpp"

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <stdexcept>

namespace {

using namespace caching;

void run(const caching_options& options)
{
    figure_table table(options.json);
    if (!options.json)
        std::printf(
            "%zu identities; times are thread CPU time, medians of %zu interleaved rounds.\n",
            options.entries, options.rounds);
    if (options.wants("memory"))
        add_memory_figures(table, options);
    if (options.wants("schedule"))
        add_schedule_figures(table, options);
    if (options.wants("turns"))
        add_turn_figures(table, options);
    if (options.wants("snapshot"))
        add_snapshot_figures(table, options);
    if (options.wants("lookup")) // last: it starts threads
        add_lookup_figures(table, options);
    if (options.json)
        std::printf("%s\n", table.json(options.entries).c_str());
    else
        std::printf("\n%zu MISSED\n", table.missed());
}

} // namespace

int main(int argc, char** argv)
{
    try {
        const caching_options options = caching_options::parse(argc, argv);
        if (options.help)
            std::fputs(caching_options::usage(), stdout);
        else
            run(options);
        return EXIT_SUCCESS;
    } catch (const std::invalid_argument& wrong) {
        std::fprintf(stderr, "%s\n", wrong.what());
        return 2;
    } catch (const std::exception& exception) {
        std::fprintf(stderr, "cache: %s\n", exception.what());
        return EXIT_FAILURE;
    }
}
