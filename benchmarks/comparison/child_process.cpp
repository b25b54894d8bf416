#include "comparison/child_process.hpp"

#include <cerrno>
#include <climits>
#include <csignal>
#include <fcntl.h>
#include <sched.h>
#include <stdexcept>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>

namespace {

[[noreturn]] void fail(const char* what)
{
    throw std::system_error(errno, std::generic_category(), what);
}

std::string folder_of_this_program()
{
    char path[PATH_MAX];
    const auto size = ::readlink("/proc/self/exe", path, sizeof(path));
    if (size < 0)
        fail("readlink");
    const std::string whole(path, static_cast<std::size_t>(size));
    return whole.substr(0, whole.rfind('/') + 1);
}

} // namespace

child_process::child_process(
    const std::string& name, const std::vector<std::string>& arguments, int processor)
    : name_(name)
{
    const std::string path = folder_of_this_program() + name;
    std::vector<char*> texts{const_cast<char*>(path.c_str())};
    for (const std::string& argument : arguments)
        texts.push_back(const_cast<char*>(argument.c_str()));
    texts.push_back(nullptr);
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0)
        fail("pipe2");
    id_ = ::fork();
    if (id_ < 0)
        fail("fork");
    if (id_ == 0) {
        cpu_set_t processors;
        CPU_ZERO(&processors);
        CPU_SET(static_cast<unsigned>(processor), &processors);
        ::sched_setaffinity(0, sizeof(processors), &processors); // without it the figures are worse, no more
        ::dup2(ends[1], STDOUT_FILENO);
        ::execv(path.c_str(), texts.data());
        ::_exit(127);
    }
    ::close(ends[1]);
    output_ = ends[0];
}

child_process::~child_process()
{
    ::close(output_);
    if (id_ > 0) {
        ::kill(id_, SIGTERM);
        ::waitpid(id_, nullptr, 0);
    }
}

std::optional<std::string> child_process::read_line()
{
    for (;;) {
        if (const auto end = unread_.find('\n'); end != std::string::npos) {
            std::string line = unread_.substr(0, end);
            unread_.erase(0, end + 1);
            return line;
        }
        char piece[4096];
        const auto size = ::read(output_, piece, sizeof(piece));
        if (size < 0 && errno != EINTR)
            fail("read");
        if (size == 0)
            return std::nullopt;
        if (size > 0)
            unread_.append(piece, static_cast<std::size_t>(size));
    }
}

void child_process::wait()
{
    int status = 0;
    ::waitpid(id_, &status, 0);
    id_ = -1;
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        throw std::runtime_error(name_ + " has failed");
}
