// The token service under load, beside what it is compared with. `benchmarks/run service [OPTION...]`. The
// raw figures go to build/report/service.jsonl. See docs/benchmarks.md.

#include "comparison/file_limit.hpp"
#include "comparison/first_line.hpp"
#include "comparison/interruption.hpp"
#include "comparison/is_installed.hpp"
#include "comparison/machine_record.hpp"
#include "comparison/node_versions.hpp"
#include "comparison/plain_environment.hpp"
#include "comparison/service_process.hpp"
#include "service/emulated_resource.hpp"
#include "service/load_section.hpp"
#include "service/memory_section.hpp"
#include "service/raw_figures.hpp"
#include "service/refreshing_section.hpp"
#include "service/service_options.hpp"

#include <cstdio>
#include <exception>
#include <stdexcept>
#include <string>

namespace {

boost::json::object first_record(const service_options& options)
{
    boost::json::object made = machine_record();
    auto& versions = made["versions"].as_object();
    add_node_versions(
        versions, "node_service", {"@azure/communication-identity", "@azure/communication-common"});
    if (is_installed("wrk")) // its status is no good when it is asked for its version
        versions["wrk"] =
            first_line({"sh", {"-c", "wrk -v | sed -n '1s/^wrk *\\([^ ]*\\).*/\\1/p'"}, {}, {}});
    made["rounds"] = options.rounds;
    made["seconds_per_run"] = options.seconds;
    made["open_seconds"] = options.open_seconds;
    made["token_bytes"] = service_process(emulated_resource::options()).token_bytes();
    return made;
}

void run(const service_options& options)
{
    make_environment_plain();
    raise_file_limit();
    raw_figures raw(options.out, first_record(options));
    if (options.has_section("load"))
        run_load_section(options, raw);
    if (options.has_section("memory"))
        run_memory_section(options, raw);
    if (options.has_section("refreshing"))
        run_refreshing_section(options, raw);
    std::printf("\nRaw figures: %s\n", options.out.c_str());
}

} // namespace

int main(int argc, char** argv)
{
    try {
        const service_options options = service_options::parse(argc, argv);
        if (options.help) {
            std::printf("usage: %s\n", service_options::usage);
            return 0;
        }
        interruption::watch();
        run(options);
        return 0;
    } catch (const std::invalid_argument& wrong) {
        std::fprintf(stderr, "service: %s\nusage: %s\n", wrong.what(), service_options::usage);
        return 2;
    } catch (const std::exception& exception) {
        std::fprintf(stderr, "service: %s\n", exception.what());
        return 1;
    }
}
