#ifndef BENCHMARKS_REPORT_CHART_FOLDER_HPP
#define BENCHMARKS_REPORT_CHART_FOLDER_HPP

#include <filesystem>
#include <set>
#include <string>

namespace chart {
class bar_chart;
class line_chart;
} // namespace chart

namespace report {

/// Charts and raw data of a report, beside it.
inline constexpr const char* figures_folder = "figures";

/// Where the charts go.
class chart_folder
{
public:
    explicit chart_folder(std::filesystem::path path);

    /// A chart without anything in it isn't written; one of an earlier report stays, but isn't shown.
    void write(const std::string& name, const chart::bar_chart& drawn);
    void write(const std::string& name, const chart::line_chart& drawn);

    /// The line that shows it, and an empty one; nothing if it wasn't written.
    std::string image(const std::string& name, const std::string& described) const;

private:
    template <class Chart>
    void write_file(const std::string& name, const Chart& drawn);

    std::filesystem::path path_;
    std::set<std::string> written_;
};

} // namespace report

#endif
