#include "entra/spawn.hpp"

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <utility>

namespace acs::entra {

namespace {

error failed(const std::string& program, int code)
{
    error_details details;
    details.cause = {code, boost::system::system_category()};
    details.what = program + " can't be started: " + details.cause.message();
    return {errc::credential_failed, std::move(details)};
}

// Not one of the numbers 0 to 2, which the child's own ones replace one after the other.
int move_up(unique_descriptor& what)
{
    const unique_descriptor low = std::move(what);
    what = unique_descriptor(::fcntl(low.get(), F_DUPFD_CLOEXEC, 3));
    return what ? 0 : errno;
}

struct pipe
{
    unique_descriptor read;
    unique_descriptor write;

    // The error's number, or 0.
    int open()
    {
        int ends[2];
        if (::pipe2(ends, O_CLOEXEC) != 0)
            return errno;
        read = unique_descriptor(ends[0]);
        write = unique_descriptor(ends[1]);
        const int code = move_up(read);
        return code != 0 ? code : move_up(write);
    }
};

class file_actions
{
public:
    file_actions() { ::posix_spawn_file_actions_init(&value_); }
    file_actions(const file_actions&) = delete;
    file_actions& operator=(const file_actions&) = delete;
    ~file_actions() { ::posix_spawn_file_actions_destroy(&value_); }

    posix_spawn_file_actions_t* get() { return &value_; }

private:
    posix_spawn_file_actions_t value_;
};

class attributes
{
public:
    attributes() { ::posix_spawnattr_init(&value_); }
    attributes(const attributes&) = delete;
    attributes& operator=(const attributes&) = delete;
    ~attributes() { ::posix_spawnattr_destroy(&value_); }

    posix_spawnattr_t* get() { return &value_; }

private:
    posix_spawnattr_t value_;
};

int plan(file_actions& actions, const pipe& output, const pipe& errors)
{
    int code = ::posix_spawn_file_actions_addopen(actions.get(), STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    if (code == 0)
        code = ::posix_spawn_file_actions_adddup2(actions.get(), output.write.get(), STDOUT_FILENO);
    if (code == 0)
        code = ::posix_spawn_file_actions_adddup2(actions.get(), errors.write.get(), STDERR_FILENO);
    // Not the folder of this process: a program in Python would look for its modules there.
    if (code == 0)
        code = ::posix_spawn_file_actions_addchdir_np(actions.get(), "/");
#if defined(__GLIBC_PREREQ)
#    if __GLIBC_PREREQ(2, 34)
    // Asio's sockets, for one, are inherited otherwise.
    if (code == 0)
        code = ::posix_spawn_file_actions_addclosefrom_np(actions.get(), STDERR_FILENO + 1);
#    endif
#endif
    return code;
}

int plan(attributes& how)
{
    sigset_t none;
    sigset_t all;
    ::sigemptyset(&none);
    ::sigfillset(&all);
    int code = ::posix_spawnattr_setflags(
        how.get(), POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    if (code == 0)
        code = ::posix_spawnattr_setpgroup(how.get(), 0);
    if (code == 0)
        code = ::posix_spawnattr_setsigmask(how.get(), &none);
    if (code == 0)
        code = ::posix_spawnattr_setsigdefault(how.get(), &all);
    return code;
}

// The system call itself: glibc has a function only since 2.36.
int open_pidfd(pid_t pid)
{
    return static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)); // close-on-exec by itself
}

} // namespace

result<spawned> spawn(const std::vector<std::string>& command)
{
    const std::string& program = command.front();
    pipe output;
    pipe errors;
    file_actions actions;
    attributes how;
    int code = output.open();
    if (code == 0)
        code = errors.open();
    if (code == 0)
        code = plan(actions, output, errors);
    if (code == 0)
        code = plan(how);
    std::vector<char*> arguments;
    arguments.reserve(command.size() + 1);
    for (const std::string& argument : command)
        arguments.push_back(const_cast<char*>(argument.c_str())); // it isn't changed
    arguments.push_back(nullptr);
    spawned made;
    if (code == 0)
        code = ::posix_spawn(&made.pid, program.c_str(), actions.get(), how.get(), arguments.data(), environ);
    if (code != 0)
        return failed(program, code);
    made.exit = unique_descriptor(open_pidfd(made.pid));
    if (!made.exit && errno != ESRCH) {
        code = errno;
        ::kill(-made.pid, SIGKILL);
        while (::waitpid(made.pid, nullptr, 0) < 0 && errno == EINTR) {
        }
        return failed(program, code);
    }
    made.output = std::move(output.read);
    made.errors = std::move(errors.read);
    return made;
}

} // namespace acs::entra
