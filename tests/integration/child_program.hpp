#ifndef TESTS_INTEGRATION_CHILD_PROGRAM_HPP
#define TESTS_INTEGRATION_CHILD_PROGRAM_HPP

#include <string>
#include <sys/types.h>
#include <vector>

/// A program running as a child process, its output caught. Killed by the destructor if it still runs.
class child_program
{
public:
    /// \param arguments the program's path first.
    explicit child_program(std::vector<std::string> arguments);
    child_program(const child_program&) = delete;
    child_program& operator=(const child_program&) = delete;
    ~child_program();

    pid_t pid() const { return pid_; }
    /// The next line of standard output, without its end; empty when there is no more.
    std::string read_line();
    /// All of standard error, up to the program's end.
    std::string read_errors();
    void signal(int number);
    /// Waits for the end. \return the exit status, or minus the signal that ended it.
    int wait();

private:
    pid_t pid_ = -1;
    int output_ = -1;
    int errors_ = -1;
};

#endif
