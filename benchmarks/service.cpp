// The token service under load, beside what it is compared with. `benchmarks/run service [OPTION...]`. The
// raw figures go to build/report/service.jsonl. See docs/benchmarks.md.

#include "comparison/machine_record.hpp"
#include "peers/first_line.hpp"
#include "service/installed.hpp"
#include "service/interruption.hpp"
#include "service/load_section.hpp"
#include "service/memory_section.hpp"
#include "service/raw_figures.hpp"
#include "service/refreshing_section.hpp"
#include "service/service_options.hpp"

#include <boost/json/parse.hpp>
#include <cstdio>
#include <exception>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <sys/resource.h>

namespace {

std::string version_of_package(const std::string& name)
{
    std::ifstream file(BENCHMARKS_FOLDER "/node_service/node_modules/" + name + "/package.json");
    const std::string text(std::istreambuf_iterator<char>(file), {});
    return text.empty() ? "" : std::string(boost::json::parse(text).at("version").as_string());
}

boost::json::object first_record(const service_options& options)
{
    boost::json::object made = machine_record();
    auto& versions = made["versions"].as_object();
    const std::string node = first_line({"node", {"--version"}, {}, {}});
    if (!node.empty())
        versions["node"] = node.substr(node.starts_with('v') ? 1 : 0);
    for (const char* package : {"@azure/communication-identity", "@azure/communication-common"})
        if (const std::string version = version_of_package(package); !version.empty())
            versions[package] = version;
    if (is_installed("wrk")) // its status is no good when it is asked for its version
        versions["wrk"] =
            first_line({"sh", {"-c", "wrk -v | sed -n '1s/^wrk *\\([^ ]*\\).*/\\1/p'"}, {}, {}});
    made["rounds"] = options.rounds;
    made["seconds_per_run"] = options.seconds;
    return made;
}

// A thousand connections at both ends, and some files: more than many systems allow at first.
void allow_many_files()
{
    rlimit files{};
    if (::getrlimit(RLIMIT_NOFILE, &files) != 0)
        return;
    files.rlim_cur = files.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &files);
}

void run(const service_options& options)
{
    allow_many_files();
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
        interruption::watch();
        run(options);
        return 0;
    } catch (const std::invalid_argument& wrong) {
        std::fprintf(
            stderr,
            "service: %s\nusage: service [--rounds N] [--seconds N] [--open-seconds N] [--connections N,...]"
            " [--identities N] [--sections load,memory,refreshing] [--quick] [--out FILE]\n",
            wrong.what());
        return 2;
    } catch (const std::exception& exception) {
        std::fprintf(stderr, "service: %s\n", exception.what());
        return 1;
    }
}
