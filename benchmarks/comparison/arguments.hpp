#ifndef BENCHMARKS_COMPARISON_ARGUMENTS_HPP
#define BENCHMARKS_COMPARISON_ARGUMENTS_HPP

#include <cstddef>
#include <map>
#include <string>
#include <vector>

/// The options of a program: `--name value` pairs, each taken once. What is wrong is a std::invalid_argument.
class arguments
{
public:
    /// \param flags those without a value, each with its two hyphens and a blank behind.
    arguments(int argc, char** argv, const std::string& flags = {});

    std::string text(const std::string& name);
    std::string text(const std::string& name, const std::string& otherwise);
    std::size_t count(const std::string& name);
    std::size_t count(const std::string& name, std::size_t otherwise);
    double number(const std::string& name, double otherwise);
    /// Lists have commas between their parts. An empty one is given as `none`.
    std::vector<std::string> texts(const std::string& name, std::vector<std::string> otherwise);
    std::vector<std::size_t> counts(const std::string& name, std::vector<std::size_t> otherwise);
    std::vector<double> numbers(const std::string& name, std::vector<double> otherwise);
    bool flag(const std::string& name);

    /// Nothing may be left.
    void finish() const;

private:
    std::map<std::string, std::string> given_;
};

#endif
