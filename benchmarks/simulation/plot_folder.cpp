#include "simulation/plot_folder.hpp"

#include "chart/axis.hpp"
#include "chart/line_chart.hpp"
#include "simulation/seconds.hpp"

#include <algorithm>
#include <cctype>
#include <fstream>
#include <stdexcept>

namespace simulation {

namespace {

using chart::line_chart;

std::filesystem::path default_path()
{
    std::error_code failed;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", failed);
    // build/release/bin/simulate
    for (auto folder = program.parent_path(); folder.has_relative_path(); folder = folder.parent_path())
        if (folder.filename() == "build")
            return folder / "simulation";
    return std::filesystem::path("build") / "simulation";
}

std::string file_name(const std::string& name)
{
    std::string made;
    for (const char c : name)
        if (std::isalnum(static_cast<unsigned char>(c)) != 0)
            made += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        else if (!made.empty() && made.back() != '-')
            made += '-';
    while (!made.empty() && made.back() == '-')
        made.pop_back();
    return made;
}

std::ofstream open(const std::filesystem::path& path)
{
    std::ofstream made(path);
    if (!made)
        throw std::runtime_error("cannot write " + path.string());
    return made;
}

template <class Value>
line_chart chart_of(
    const std::string& title, const std::string& y_label, line_chart::scale scale,
    const std::vector<time_series>& drawn, interval outage, Value value)
{
    line_chart made(title, {"hours since the start"}, {y_label, scale, 1});
    for (const time_series& each : drawn) {
        line_chart::line line{each.name, {}};
        for (const sample& row : each.samples)
            line.points.push_back({row.seconds / 3600, value(row)});
        made.add(std::move(line));
    }
    if (outage.begin != acs::boot_time::max())
        made.mark_band(since_start(outage.begin) / 3600, since_start(outage.end) / 3600, "outage");
    return made;
}

} // namespace

plot_folder::plot_folder(const std::string& path)
    : path_(path.empty() ? default_path() : std::filesystem::path(path))
{
    std::filesystem::create_directories(path_);
}

void plot_folder::write(
    const std::string& file, const std::string& title, const std::vector<time_series>& drawn,
    std::size_t quota, interval outage) const
{
    for (const time_series& each : drawn) {
        std::ofstream csv = open(path_ / (file + '-' + file_name(each.name) + ".csv"));
        each.write_csv(csv);
    }
    const bool far_above = std::any_of(drawn.begin(), drawn.end(), [&](const time_series& each) {
        return std::any_of(each.samples.begin(), each.samples.end(), [&](const sample& row) {
            return row.calls_30s > 3 * quota;
        });
    });
    line_chart calls = chart_of(
        title + ": calls in 30 s", "calls in the busiest 30 s",
        far_above ? line_chart::scale::logarithmic : line_chart::scale::linear, drawn, outage,
        [](const sample& row) { return static_cast<double>(row.calls_30s); });
    calls.mark_level(
        static_cast<double>(quota), "quota: " + chart::axis::text(static_cast<double>(quota)) + " in 30 s");
    std::ofstream to_calls = open(path_ / (file + "-calls.svg"));
    calls.write(to_calls);

    line_chart slack = chart_of(
        title + ": slack", "minutes until the first due token expires", line_chart::scale::linear, drawn,
        outage, [](const sample& row) { return row.slack_seconds / 60; });
    slack.mark_level(0, "expired");
    std::ofstream to_slack = open(path_ / (file + "-slack.svg"));
    slack.write(to_slack);

    std::ofstream to_backlog = open(path_ / (file + "-backlog.svg"));
    chart_of(
        title + ": backlog", "tokens that are due", line_chart::scale::linear, drawn, outage,
        [](const sample& row) { return static_cast<double>(row.backlog); })
        .write(to_backlog);
}

} // namespace simulation
