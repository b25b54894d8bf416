#ifndef BENCHMARKS_PEERS_PEERS_OPTIONS_HPP
#define BENCHMARKS_PEERS_PEERS_OPTIONS_HPP

#include <cstddef>
#include <string>
#include <vector>

/// What `peers` is told.
struct peers_options
{
    std::size_t rounds = 5;
    double seconds_per_run = 1;
    std::vector<std::size_t> concurrencies{1, 16, 64, 256, 1000};
    std::vector<double> rates{100, 1000, 5000};
    std::vector<std::string> programs{}; ///< empty: all that are there, in the open loops without the floors
    bool help = false;                   ///< and nothing else
    std::string out = PROJECT_FOLDER "/build/report/peers.jsonl";

    static constexpr const char* usage =
        "peers [--rounds N] [--seconds-per-run S] [--c N,N...] [--rates R,R...|none] "
        "[--programs NAME,NAME...] [--quick] [--out FILE] [--azure-sdk CHECKOUT]";

    /// \throws std::invalid_argument saying what is wrong.
    static peers_options parse(int argc, char** argv);
};

#endif
