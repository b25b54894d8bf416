#include "caching/measured_apart.hpp"

#include <cerrno>
#include <cstdio>
#include <exception>
#include <fstream>
#include <stdexcept>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>

namespace caching {

namespace {

[[noreturn]] void run_child(int pipe_end, const std::function<std::vector<double>()>& measure)
{
    int status = 1;
    try {
        const std::vector<double> made = measure();
        const std::size_t size = made.size() * sizeof(double);
        if (::write(pipe_end, made.data(), size) == static_cast<ssize_t>(size))
            status = 0;
    } catch (const std::exception& exception) {
        std::fprintf(stderr, "cache: %s\n", exception.what());
    }
    ::_exit(status);
}

} // namespace

std::vector<double> measured_apart(const std::function<std::vector<double>()>& measure)
{
    std::fflush(stdout);
    int ends[2];
    if (::pipe(ends) != 0)
        throw std::system_error(errno, std::generic_category(), "pipe");
    const pid_t child = ::fork();
    if (child < 0)
        throw std::system_error(errno, std::generic_category(), "fork");
    if (child == 0) {
        ::close(ends[0]);
        run_child(ends[1], measure);
    }
    ::close(ends[1]);
    std::vector<double> made;
    double value = 0;
    while (::read(ends[0], &value, sizeof(value)) == static_cast<ssize_t>(sizeof(value)))
        made.push_back(value);
    ::close(ends[0]);
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        throw std::runtime_error("a measurement failed");
    return made;
}

double resident_bytes()
{
    std::ifstream file("/proc/self/statm");
    double total = 0;
    double resident = 0;
    if (!(file >> total >> resident))
        throw std::runtime_error("/proc/self/statm can't be read");
    return resident * static_cast<double>(::sysconf(_SC_PAGESIZE));
}

} // namespace caching
