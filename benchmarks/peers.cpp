// What people use today beside this library, on the same emulator in one run. `benchmarks/run peers`; see
// docs/benchmarks.md.

#include "comparison/file_limit.hpp"
#include "comparison/plain_environment.hpp"
#include "peers/peer.hpp"
#include "peers/peers_options.hpp"
#include "peers/peers_run.hpp"
#include "peers/run_record.hpp"

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <stdexcept>

namespace {

// What the connections are counted with when they come at a rate.
constexpr std::size_t open_loop_connections = 64;

std::vector<peer> chosen(const peers_options& options)
{
    auto wanted = options.programs;
    std::vector<peer> made;
    for (const peer& program : peer::all()) {
        const auto found = std::find(wanted.begin(), wanted.end(), program.name());
        if (!options.programs.empty() && found == wanted.end())
            continue;
        if (found != wanted.end())
            wanted.erase(found);
        if (const std::string reason = program.missing(); reason.empty())
            made.push_back(program);
        else
            std::cout << "Left out: " << program.title() << ": " << reason << std::endl;
    }
    if (!wanted.empty())
        throw std::invalid_argument("there is no program " + wanted.front());
    if (made.empty())
        throw std::runtime_error("none of the programs is there");
    return made;
}

std::size_t run(const peers_options& options)
{
    make_environment_plain();
    const std::size_t files = raise_file_limit();
    if (const auto folder = std::filesystem::path(options.out).parent_path(); !folder.empty())
        std::filesystem::create_directories(folder);
    const auto programs = chosen(options);
    std::ofstream raw(options.out);
    if (!raw)
        throw std::runtime_error("can't write " + options.out);
    raw << boost::json::serialize(run_record(options)) << std::endl;

    std::cout << "Medians of " << options.rounds << " interleaved rounds, runs of about "
              << options.seconds_per_run
              << " s after a warm-up.\n"
                 "Clients have the first processor, the emulator has the last.\n"
                 "CPU us: user and system time of the client's process for each call. ratio: that by the "
                 "library's.\n"
                 "The emulator is one thread: where it is busy all the time, calls/s and latency are its "
                 "own. CPU for "
                 "each call is the fair figure.\n";
    peers_run measured(options, programs, raw);
    for (const std::size_t concurrency : options.concurrencies) {
        if (files < 64 || concurrency > files - 64)
            std::cout << "\nLeft out: " << concurrency << " calls at a time, with at most " << files
                      << " files for a process (ulimit -n)" << std::endl;
        else
            measured.measure({concurrency, 0});
    }
    for (const double rate : options.rates)
        measured.measure({open_loop_connections, rate});
    std::cout << "\nRaw figures: " << options.out << std::endl;
    return measured.failures();
}

} // namespace

int main(int argc, char** argv)
{
    try {
        const peers_options options = peers_options::parse(argc, argv);
        if (options.help) {
            std::cout << "usage: " << peers_options::usage << '\n';
            return EXIT_SUCCESS;
        }
        return run(options) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
    } catch (const std::invalid_argument& wrong) {
        std::cerr << "peers: " << wrong.what() << "\nusage: " << peers_options::usage << '\n';
        return 2;
    } catch (const std::exception& exception) {
        std::cerr << "peers: " << exception.what() << '\n';
        return EXIT_FAILURE;
    }
}
