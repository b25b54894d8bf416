#include "report/report_options.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace report {

report_options report_options::parse(int argc, char** argv, const std::filesystem::path& benchmarks_folder)
{
    report_options made{benchmarks_folder.parent_path() / "build" / "report", benchmarks_folder};
    made.help = std::any_of(
        argv + 1, argv + argc, [](const std::string& one) { return one == "--help" || one == "-h"; });
    for (int i = 1; i < argc && !made.help; ++i) {
        const std::string name = argv[i];
        if (name != "--data" && name != "--into")
            throw std::invalid_argument("there is no option " + name);
        if (++i == argc)
            throw std::invalid_argument(name + " needs a value");
        (name == "--data" ? made.data : made.into) = argv[i];
    }
    return made;
}

const char* report_options::usage()
{
    return "report [--data DIR] [--into DIR]\n"
           "Makes DIR/REPORT.md of peers.jsonl and service.jsonl, and DIR/figures/ with charts and copies of "
           "these.\n"
           "  --data DIR  where the raw data are (build/report); for a file that isn't there, its copy "
           "beside "
           "the report\n"
           "  --into DIR  where the report goes (benchmarks)\n"
           "benchmarks/run report --measure [--azure-sdk CHECKOUT] [--into DIR] measures first, for half an "
           "hour;\nwith --quick for some minutes and badly, into build/report.\n";
}

} // namespace report
