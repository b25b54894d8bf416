// The token cache in virtual time: what it promises, how it does in other situations, and beside other
// policies. `benchmarks/run simulate --help` names the options. See docs/benchmarks.md.

#include "simulation/cache_model.hpp"
#include "simulation/plot_folder.hpp"
#include "simulation/policy_comparison.hpp"
#include "simulation/promise_report.hpp"
#include "simulation/scenario_report.hpp"
#include "simulation/simulate_options.hpp"

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <stdexcept>

namespace {

using namespace simulation;

int run_everything(const plot_folder& plots)
{
    promise_report promises;
    promises.run();
    print_scenarios();
    policy_comparison(plots).run();
    std::printf("\nPlots and their data: %s\n", plots.path().c_str());
    if (promises.all_met())
        return EXIT_SUCCESS;
    std::printf("A promise is not met.\n");
    return EXIT_FAILURE;
}

int run_scenario(const simulate_options& asked)
{
    time_series drawn{"ours", {}};
    const bool draw = !asked.folder.empty();
    const figures seen = cache_model(asked.what).run(draw ? &drawn : nullptr);
    if (draw) {
        const timeline when(asked.what);
        const plot_folder plots(asked.folder);
        plots.write("simulation", "The cache", {drawn}, when.service.limit.value_or(0), when.disturbed);
    }
    if (asked.json)
        std::printf("%s\n", seen.json().c_str());
    else
        print_figures(asked.what, seen);
    return EXIT_SUCCESS;
}

} // namespace

int main(int argc, char** argv)
{
    try {
        const simulate_options asked = simulate_options::parse(argc, argv);
        if (asked.help) {
            std::fputs(simulate_options::usage(), stdout);
            return EXIT_SUCCESS;
        }
        return asked.one_scenario ? run_scenario(asked) : run_everything(plot_folder(asked.folder));
    } catch (const std::invalid_argument& wrong) {
        std::fprintf(stderr, "simulate: %s\n%s", wrong.what(), "simulate --help names the options\n");
        return 2;
    } catch (const std::exception& exception) {
        std::fprintf(stderr, "simulate: %s\n", exception.what());
        return EXIT_FAILURE;
    }
}
