#ifndef BENCHMARKS_REPORT_RAW_FILE_HPP
#define BENCHMARKS_REPORT_RAW_FILE_HPP

#include "report/raw_line.hpp"

#include <filesystem>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace report {

/// A file of raw data. It may not be there: then nothing was measured.
class raw_file
{
public:
    /// Throws std::runtime_error, which names file and line, if it is damaged.
    explicit raw_file(std::filesystem::path path);

    const std::filesystem::path& path() const { return path_; }
    bool measured() const { return run_.has_value(); }
    /// Machine, versions and so on.
    const raw_line& run() const { return *run_; }
    /// Of all lines but the first.
    std::set<std::string> kinds() const;
    /// Calls `take` with each line of this kind. If several runs were appended, of the last one: rounds of
    /// different runs did not take turns.
    void each(const char* kind, const std::function<void(const raw_line&)>& take) const;

private:
    struct numbered
    {
        std::size_t number = 0;
        raw_line line;
    };

    std::filesystem::path path_;
    std::optional<raw_line> run_;
    std::vector<numbered> lines_;
};

} // namespace report

#endif
