#include "report/chart_folder.hpp"

#include "chart/bar_chart.hpp"
#include "chart/line_chart.hpp"

#include <fstream>
#include <stdexcept>

namespace report {

chart_folder::chart_folder(std::filesystem::path path) : path_(std::move(path))
{
    std::filesystem::create_directories(path_);
}

template <class Chart>
void chart_folder::write_file(const std::string& name, const Chart& drawn)
{
    if (drawn.empty())
        return;
    const std::filesystem::path file = path_ / (name + ".svg");
    std::ofstream to(file);
    drawn.write(to);
    if (!to.flush())
        throw std::runtime_error("cannot write " + file.string());
    written_.insert(name);
}

void chart_folder::write(const std::string& name, const chart::bar_chart& drawn)
{
    write_file(name, drawn);
}

void chart_folder::write(const std::string& name, const chart::line_chart& drawn)
{
    write_file(name, drawn);
}

std::string chart_folder::image(const std::string& name, const std::string& described) const
{
    if (!written_.contains(name))
        return {};
    return "![" + described + "](" + path_.filename().string() + '/' + name + ".svg)\n\n";
}

} // namespace report
