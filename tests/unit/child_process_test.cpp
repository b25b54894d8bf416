#include "entra/child_process.hpp"
#include "integration/temporary_folder.hpp"

#include <acs/manual_clock.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <cerrno>
#include <csignal>
#include <doctest/doctest.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace acs;
using namespace std::chrono_literals;
using entra::child_process;

namespace {

// A program in the shell's language, and what becomes of it.
class script_run
{
public:
    explicit script_run(const std::string& script)
    {
        temporary_folder::write(folder_ / "program", "#!/bin/sh\ncd '" + (folder_ / "") + "'\n" + script);
        ::chmod((folder_ / "program").c_str(), 0700);
        ::mkfifo((folder_ / "signs").c_str(), 0600);
        ::mkfifo((folder_ / "never").c_str(), 0600);
    }

    void start(std::vector<std::string> arguments = {}, child_process::limits most = {})
    {
        arguments.insert(arguments.begin(), folder_ / "program");
        boost::asio::co_spawn(
            *context_, child_process::run(std::move(arguments), most, clock_),
            boost::asio::bind_cancellation_slot(
                cancel_.slot(), [this](std::exception_ptr thrown, result<child_process::outcome> outcome) {
                    REQUIRE_FALSE(thrown);
                    ended_.emplace(std::move(outcome));
                }));
    }
    void go_on()
    {
        context_->restart();
        context_->run();
    }
    // Begins it, and waits until it writes a line to the pipe `signs`.
    void until_it_says_so()
    {
        context_->poll();
        signs_ = ::open((folder_ / "signs").c_str(), O_RDONLY | O_CLOEXEC);
        char line[16];
        REQUIRE(::read(signs_, line, sizeof line) > 0);
    }
    // Everything that has the pipe open is dead.
    bool all_dead()
    {
        pollfd waiting{signs_, POLLIN, 0};
        char more = 0;
        const bool closed = ::poll(&waiting, 1, 20'000) == 1 && ::read(signs_, &more, 1) == 0;
        ::close(signs_);
        return closed;
    }

    result<child_process::outcome> outcome(std::vector<std::string> arguments = {})
    {
        start(std::move(arguments));
        go_on();
        REQUIRE(ended_.has_value());
        return std::move(*ended_);
    }

    const std::optional<result<child_process::outcome>>& ended() const { return ended_; }
    const temporary_folder& folder() const { return folder_; }
    manual_clock& clock() { return *clock_; }
    boost::asio::io_context& context() { return *context_; }
    boost::asio::cancellation_signal& cancel() { return cancel_; }
    void destroy_context() { context_.reset(); }

private:
    temporary_folder folder_;
    std::shared_ptr<manual_clock> clock_ = std::make_shared<manual_clock>();
    boost::asio::cancellation_signal cancel_;
    std::optional<result<child_process::outcome>> ended_;
    std::unique_ptr<boost::asio::io_context> context_ = std::make_unique<boost::asio::io_context>();
    int signs_ = -1;
};

// It ignores requests to end, has a child of its own, and never ends.
constexpr const char* stubborn = "trap '' TERM HUP INT\n"
                                 "exec 3>signs\n"
                                 "(read x <never) &\n"
                                 "echo started >&3\n"
                                 "read x <never\n";

bool no_children()
{
    return ::waitpid(-1, nullptr, WNOHANG) == -1 && errno == ECHILD;
}

std::string text(const wire::wiping_string& of)
{
    return std::string(of);
}

} // namespace

TEST_CASE("child process: what it writes, and its status")
{
    script_run run("echo out; echo err >&2; exit 7");
    const auto ended = run.outcome();
    REQUIRE(ended.has_value());
    CHECK(ended->status == 7);
    CHECK(text(ended->output) == "out\n");
    CHECK(text(ended->errors) == "err\n");
    CHECK(no_children());
    CHECK(run.clock().pending() == 0);
}

TEST_CASE("child process: no shell, no input, its own group, folder / and no other descriptors")
{
    const int leaked = ::open("/dev/null", O_RDONLY); // without close-on-exec
    script_run run("echo \"$#:$1:$2\"; read x; echo \"$?\"; cat /proc/self/stat | cut -d' ' -f5; echo $$\n"
                   "ls /proc/self/fd | tr '\\n' ' '; cd \"$OLDPWD\"; pwd");
    const auto ended = run.outcome({"$(id); `id`", "a b'\""});
    ::close(leaked);
    REQUIRE(ended.has_value());
    const std::string output = text(ended->output);
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < output.size(); at = output.find('\n', at) + 1)
        lines.push_back(output.substr(at, output.find('\n', at) - at));
    REQUIRE(lines.size() == 5);
    CHECK(lines[0] == "2:$(id); `id`:a b'\"");
    CHECK(lines[1] == "1"); // end of file
    CHECK(lines[2] == lines[3]);
    CHECK(lines[4] == "0 1 2 3 /"); // the last one is that which lists them
}

TEST_CASE("child process: it is killed when its time is over, with all that it started")
{
    script_run run(stubborn);
    run.start();
    run.until_it_says_so();
    run.clock().advance(12s);
    run.context().poll();
    CHECK_FALSE(run.ended().has_value());
    run.clock().advance(1s);
    run.go_on();
    REQUIRE(run.ended().has_value());
    CHECK(run.ended()->error() == errc::deadline_exceeded);
    CHECK(run.ended()->error().details().what == "the program did not end within 13 s");
    CHECK(run.all_dead());
    CHECK(no_children());
}

TEST_CASE("child process: it is killed when whoever waits for it is cancelled")
{
    script_run run(stubborn);
    run.start();
    run.until_it_says_so();
    run.cancel().emit(boost::asio::cancellation_type::terminal);
    run.go_on();
    REQUIRE(run.ended().has_value());
    CHECK(run.ended()->error() == errc::canceled);
    CHECK(run.all_dead());
    CHECK(no_children());
    CHECK(run.clock().pending() == 0);
}

TEST_CASE("child process: it is killed when its context goes")
{
    script_run run(stubborn);
    run.start();
    run.until_it_says_so();
    run.destroy_context();
    CHECK_FALSE(run.ended().has_value());
    CHECK(run.all_dead());
    CHECK(no_children());
}

TEST_CASE("child process: too much output ends it, too many errors are dropped")
{
    script_run endless("while :; do echo 0123456789012345678901234567890123456789; done");
    const auto ended = endless.outcome();
    CHECK(ended.error() == errc::credential_failed);
    CHECK(ended.error().details().what == "the program wrote more than 262144 bytes");
    CHECK(no_children());

    script_run noisy("head -c 1000000 /dev/zero | tr '\\0' e >&2; head -c 262144 /dev/zero | tr '\\0' o");
    const auto heard = noisy.outcome();
    REQUIRE(heard.has_value());
    CHECK(heard->status == 0);
    CHECK(text(heard->errors) == std::string(16 * 1024, 'e'));
    CHECK(text(heard->output) == std::string(256 * 1024, 'o'));
}

TEST_CASE("child process: what it leaves behind in the background is not waited for")
{
    script_run run("(exec 3>signs; echo up >&3; read x <never) & echo done; exit 0");
    run.start();
    run.until_it_says_so();
    run.go_on();
    REQUIRE(run.ended().has_value());
    REQUIRE(run.ended()->has_value());
    CHECK(text((*run.ended())->output) == "done\n");
    CHECK(no_children());
    // Lets it go: opening the pipe for writing, and closing it.
    ::close(::open((run.folder() / "never").c_str(), O_WRONLY | O_CLOEXEC));
    CHECK(run.all_dead());
}

TEST_CASE("child process: killed by a signal, or not startable")
{
    script_run run("kill -9 $$");
    CHECK(run.outcome()->status == -SIGKILL);

    script_run broken("");
    temporary_folder::write(broken.folder() / "program", "#!/no/such/interpreter\n");
    const auto ended = broken.outcome();
    CHECK(ended.error() == errc::credential_failed);
    CHECK(ended.error().cause() == boost::system::errc::no_such_file_or_directory);
    CHECK(no_children());
}

TEST_CASE("child process: it does not matter who else reaps children")
{
    struct sigaction ignoring = {};
    struct sigaction before = {};
    ignoring.sa_handler = SIG_IGN;
    ::sigaction(SIGCHLD, &ignoring, &before);
    script_run run("echo out");
    const auto ended = run.outcome();
    script_run slow(stubborn);
    slow.start();
    slow.until_it_says_so();
    slow.clock().advance(13s);
    slow.go_on();
    const bool dead = slow.all_dead();
    ::sigaction(SIGCHLD, &before, nullptr);
    REQUIRE(ended.has_value());
    CHECK_FALSE(ended->status.has_value());
    CHECK(text(ended->output) == "out\n");
    CHECK(slow.ended()->error() == errc::deadline_exceeded);
    CHECK(dead);
}
