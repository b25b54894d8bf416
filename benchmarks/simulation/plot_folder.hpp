#ifndef BENCHMARKS_SIMULATION_PLOT_FOLDER_HPP
#define BENCHMARKS_SIMULATION_PLOT_FOLDER_HPP

#include "simulation/service_model.hpp"
#include "simulation/time_series.hpp"

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace simulation {

/// Where plots and their data go.
class plot_folder
{
public:
    /// Makes the folder. Empty: build/simulation, beside the folder that this program was built in, or in the
    /// current one. \throws std::filesystem::filesystem_error if that fails.
    explicit plot_folder(const std::string& path);

    /// Three charts of the same simulations, ours first: calls in 30 s against the quota, how long the most
    /// urgent due token had left, how many were due; and a file of CSV for each simulation.
    /// \param file begins their names.
    void write(
        const std::string& file, const std::string& title, const std::vector<time_series>& drawn,
        std::size_t quota, interval outage) const;

    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

} // namespace simulation

#endif
