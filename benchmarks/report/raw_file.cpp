#include "report/raw_file.hpp"

#include <fstream>

namespace report {

raw_file::raw_file(std::filesystem::path path) : path_(std::move(path))
{
    std::ifstream from(path_);
    if (!from)
        return;
    std::string text;
    for (std::size_t number = 1; std::getline(from, text); ++number) {
        if (text.find_first_not_of(" \r") == std::string::npos)
            continue;
        try {
            raw_line line = raw_line::parse(text);
            if (line.needed_text("kind") == "run") {
                run_ = std::move(line);
                lines_.clear();
            } else if (!run_)
                throw std::runtime_error("the first line must be of kind \"run\"");
            else
                lines_.push_back({number, std::move(line)});
        } catch (const std::runtime_error& wrong) {
            throw std::runtime_error(path_.string() + ':' + std::to_string(number) + ": " + wrong.what());
        }
    }
}

std::set<std::string> raw_file::kinds() const
{
    std::set<std::string> made;
    for (const numbered& each : lines_)
        made.insert(each.line.text("kind"));
    return made;
}

void raw_file::each(const char* kind, const std::function<void(const raw_line&)>& take) const
{
    for (const numbered& each : lines_) {
        if (each.line.text("kind") != kind)
            continue;
        try {
            take(each.line);
        } catch (const std::runtime_error& wrong) {
            throw std::runtime_error(
                path_.string() + ':' + std::to_string(each.number) + ": " + wrong.what());
        }
    }
}

} // namespace report
