#include "comparison/child_process.hpp"

#include "comparison/interruption.hpp"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <ctime>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <stdexcept>
#include <string_view>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>

namespace {

using clock_type = std::chrono::steady_clock;

// A signal that comes just before a wait begins doesn't end it.
constexpr std::chrono::milliseconds longest_poll{500};
// A server that drains may write a snapshot; for a benchmark that is over nobody waits for long.
constexpr int pauses_before_kill = 500;
constexpr timespec pause_of_end{0, 10'000'000};

[[noreturn]] void fail(const char* what)
{
    throw std::system_error(errno, std::generic_category(), what);
}

// This process's, with what is given in place of what has the same name.
std::vector<std::string> environment_of(const command& what)
{
    std::vector<std::string> made;
    for (char** entry = environ; *entry != nullptr; ++entry) {
        const std::string_view text(*entry);
        bool replaced = false;
        for (const auto& [name, value] : what.environment)
            replaced = replaced || text.substr(0, text.find('=')) == name;
        if (!replaced)
            made.emplace_back(text);
    }
    for (const auto& [name, value] : what.environment)
        made.emplace_back(name).append("=").append(value);
    return made;
}

std::vector<char*> pointers_to(const std::vector<std::string>& texts)
{
    std::vector<char*> made;
    made.reserve(texts.size() + 1);
    for (const std::string& text : texts)
        made.push_back(const_cast<char*>(text.c_str()));
    made.push_back(nullptr);
    return made;
}

} // namespace

child_process::child_process(const command& what) : name_(what.path.substr(what.path.rfind('/') + 1))
{
    std::vector<std::string> words{what.path};
    words.insert(words.end(), what.arguments.begin(), what.arguments.end());
    const auto environment = environment_of(what);
    const auto arguments = pointers_to(words);
    const auto variables = pointers_to(environment);
    const pid_t parent = ::getpid();
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0)
        fail("pipe2");
    id_ = ::fork();
    if (id_ < 0)
        fail("fork");
    if (id_ == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGTERM);
        if (::getppid() != parent)
            ::_exit(127);
        cpu_set_t processors;
        CPU_ZERO(&processors);
        for (const int processor : what.processors)
            CPU_SET(static_cast<unsigned>(processor), &processors);
        if (!what.processors.empty()) // if it fails the figures are worse, no more
            ::sched_setaffinity(0, sizeof(processors), &processors);
        ::dup2(ends[1], STDOUT_FILENO);
        ::execvpe(what.path.c_str(), arguments.data(), variables.data());
        ::_exit(127);
    }
    ::close(ends[1]);
    output_ = ends[0];
}

child_process::~child_process()
{
    ::close(output_);
    if (id_ > 0)
        end();
}

void child_process::end()
{
    ::kill(id_, SIGTERM);
    for (int pause = 0; pause < pauses_before_kill; ++pause) {
        if (::waitpid(id_, nullptr, WNOHANG) == id_)
            return;
        ::nanosleep(&pause_of_end, nullptr);
    }
    ::kill(id_, SIGKILL);
    while (::waitpid(id_, nullptr, 0) < 0 && errno == EINTR) {
    }
}

std::optional<std::string> child_process::read_line()
{
    return read_line(std::chrono::hours(24));
}

std::optional<std::string> child_process::read_line(std::chrono::milliseconds most)
{
    const auto end_of_wait = clock_type::now() + most;
    for (;;) {
        if (const auto end = unread_.find('\n'); end != std::string::npos) {
            std::string line = unread_.substr(0, end);
            unread_.erase(0, end + 1);
            return line;
        }
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(end_of_wait - clock_type::now());
        if (left.count() <= 0)
            throw std::runtime_error(name_ + " takes too long");
        interruption::check();
        pollfd readable{output_, POLLIN, 0};
        if (::poll(&readable, 1, static_cast<int>(std::min(left, longest_poll).count())) <= 0)
            continue;
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
    while (::waitpid(id_, &status, 0) < 0) {
        if (errno != EINTR)
            fail("waitpid");
        interruption::check();
    }
    id_ = -1;
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        throw std::runtime_error(name_ + " has failed");
}
