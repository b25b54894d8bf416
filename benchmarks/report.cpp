// Makes benchmarks/REPORT.md and its charts of what `benchmarks/run peers` and `benchmarks/run service`
// measured. See docs/benchmarks.md.

#include "report/chart_folder.hpp"
#include "report/limits_section.hpp"
#include "report/method_section.hpp"
#include "report/peer_charts.hpp"
#include "report/peer_figures.hpp"
#include "report/peer_section.hpp"
#include "report/raw_file.hpp"
#include "report/report_options.hpp"
#include "report/report_text.hpp"
#include "report/service_charts.hpp"
#include "report/service_figures.hpp"
#include "report/service_section.hpp"
#include "report/targets.hpp"

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <iostream>
#include <sstream>
#include <stdexcept>

namespace {

using namespace report;

// What was measured last, or else what the report was made of before. Throws if it would take a part out of
// the report: hours of measuring shall not go because only a section was measured since.
raw_file newest(const char* name, const std::filesystem::path& data, const std::filesystem::path& beside)
{
    raw_file measured(data / name);
    raw_file kept(beside / name);
    if (!kept.measured())
        return measured;
    if (!measured.measured()) {
        std::cerr << "report: there is no " << measured.path().string() << "; taking " << kept.path().string()
                  << '\n';
        return kept;
    }
    const auto there = measured.kinds();
    for (const std::string& kind : kept.kinds())
        if (!there.contains(kind))
            throw std::runtime_error(
                measured.path().string() + " has no lines of kind \"" + kind + "\", but " +
                kept.path().string() + " has; measure all, or make the report elsewhere (--into)");
    return measured;
}

// The raw data stay beside the report.
void keep_copy(const raw_file& data, const std::filesystem::path& folder)
{
    const std::filesystem::path copy = folder / data.path().filename();
    std::error_code unlike;
    if (data.measured() && !std::filesystem::equivalent(data.path(), copy, unlike))
        std::filesystem::copy_file(data.path(), copy, std::filesystem::copy_options::overwrite_existing);
}

void make_report(const report_options& options)
{
    const std::filesystem::path folder = options.into / figures_folder;
    const raw_file peers_data = newest("peers.jsonl", options.data, folder);
    const raw_file service_data = newest("service.jsonl", options.data, folder);
    if (!peers_data.measured() && !service_data.measured())
        throw std::runtime_error(
            "no raw data in " + options.data.string() + " or " + folder.string() +
            "; benchmarks/run report --measure makes them, --data benchmarks/figures takes those that are "
            "committed");
    const peer_figures peers(peers_data);
    const service_figures service(service_data);

    chart_folder charts(folder);
    draw_peers(peers, charts);
    draw_service(service, charts);
    keep_copy(peers_data, folder);
    keep_copy(service_data, folder);

    const report_text text(peers_data, service_data);
    std::ostringstream made;
    made << "# Benchmark report\n\n"
            "Made by `benchmarks/run report`; please don't edit it.\n\n";
    text.write_targets(made, targets(peers, service));
    text.write_warning(made, "clients", peers.fewest_rounds());
    text.write_warning(made, "token service", service.fewest_rounds());
    made << charts.image("cpu-per-call", "CPU time of one uncached call, for each client");
    text.write_machine(made);
    write_method(made, peers_data, service_data);
    write_peers(made, peers, charts);
    write_service(made, service, charts);
    write_limits(made, peers_data, service_data);
    report_text::write_again(made);

    const std::filesystem::path file = options.into / "REPORT.md";
    std::ofstream to(file);
    to << made.str();
    if (!to.flush())
        throw std::runtime_error("cannot write " + file.string());
    std::cout << file.string() << '\n';
}

} // namespace

int main(int argc, char** argv)
{
    try {
        const report_options options = report_options::parse(argc, argv, BENCHMARKS_FOLDER);
        if (options.help)
            std::fputs(report_options::usage(), stdout);
        else
            make_report(options);
        return EXIT_SUCCESS;
    } catch (const std::invalid_argument& wrong) {
        std::cerr << "report: " << wrong.what() << "\nreport --help names the options\n";
        return 2;
    } catch (const std::exception& exception) {
        std::cerr << "report: " << exception.what() << '\n';
        return EXIT_FAILURE;
    }
}
