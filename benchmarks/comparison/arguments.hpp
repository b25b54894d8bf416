#ifndef BENCHMARKS_COMPARISON_ARGUMENTS_HPP
#define BENCHMARKS_COMPARISON_ARGUMENTS_HPP

#include <cstddef>
#include <initializer_list>
#include <map>
#include <string>
#include <utility>
#include <variant>
#include <vector>

/// The options of a program: `--name value` pairs, each taken once. What is wrong is a std::invalid_argument.
class arguments
{
public:
    /// \param flags those without a value, each with its two hyphens and a blank behind.
    arguments(int argc, char** argv, const std::string& flags = {});

    /// --help or -h was given. Nothing else is taken for given then.
    bool wants_help() const { return wants_help_; }

    std::string text(const std::string& name);
    std::string text(const std::string& name, const std::string& otherwise);
    std::size_t count(const std::string& name);
    std::size_t count(const std::string& name, std::size_t otherwise);
    double number(const std::string& name, double otherwise);
    /// Lists have commas between their parts. An empty one is given as `none`.
    std::vector<std::string> texts(const std::string& name, std::vector<std::string> otherwise);
    bool flag(const std::string& name);

    using numbers = std::variant<std::size_t*, double*, std::vector<std::size_t>*, std::vector<double>*>;
    /// Numbers above 0, and lists of them. What isn't given stays as it is.
    void read_positive(std::initializer_list<std::pair<const char*, numbers>> wanted);

    /// Nothing may be left.
    void finish() const;

private:
    std::map<std::string, std::string> given_;
    bool wants_help_ = false;
};

#endif
