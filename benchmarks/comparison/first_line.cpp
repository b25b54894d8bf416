#include "comparison/first_line.hpp"

#include "comparison/child_process.hpp"

#include <exception>

std::string first_line(const command& of)
{
    command quiet = of; // what it says about its failure isn't this program's
    quiet.path = "sh";
    quiet.arguments = {"-c", "exec \"$@\" 2>/dev/null", "sh", of.path};
    quiet.arguments.insert(quiet.arguments.end(), of.arguments.begin(), of.arguments.end());
    try {
        child_process process(quiet);
        const auto line = process.read_line(std::chrono::seconds(60));
        process.wait();
        return line.value_or("");
    } catch (const std::exception&) {
        return "";
    }
}
