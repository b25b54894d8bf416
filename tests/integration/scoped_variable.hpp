#ifndef TESTS_INTEGRATION_SCOPED_VARIABLE_HPP
#define TESTS_INTEGRATION_SCOPED_VARIABLE_HPP

#include <cstdlib>
#include <optional>
#include <string>

/// Sets an environment variable and puts it back at the end. Only while no
/// other thread reads variables.
class scoped_variable
{
public:
    scoped_variable(const char* name, const std::string& value) : name_(name)
    {
        if (const char* const before = std::getenv(name))
            before_ = before;
        ::setenv(name, value.c_str(), 1);
    }
    scoped_variable(const scoped_variable&) = delete;
    scoped_variable& operator=(const scoped_variable&) = delete;
    ~scoped_variable()
    {
        if (before_)
            ::setenv(name_, before_->c_str(), 1);
        else
            ::unsetenv(name_);
    }

private:
    const char* name_;
    std::optional<std::string> before_;
};

#endif
