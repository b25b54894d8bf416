#include "entra/child_process.hpp"

#include "entra/spawn.hpp"
#include "transport/deadline.hpp"
#include "wire/make_error.hpp"

#include <algorithm>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/this_coro.hpp>
#include <cerrno>
#include <csignal>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

namespace acs::entra {

namespace asio = boost::asio;

using wire::make_error;

// However the wait for the program ends, it doesn't go on after that.
class child_process::killing
{
public:
    explicit killing(std::shared_ptr<child_process> what) : what_(std::move(what)) {}
    killing(const killing&) = delete;
    killing& operator=(const killing&) = delete;
    ~killing()
    {
        if (!what_->over_.is_set())
            what_->kill();
    }

private:
    const std::shared_ptr<child_process> what_;
};

child_process::child_process(asio::any_io_executor strand, limits most)
    : strand_(std::move(strand)), limits_(most), output_(strand_), errors_(strand_), exit_(strand_),
      over_(strand_)
{}

// The waits below keep it until the program has ended; but they go with their context.
child_process::~child_process()
{
    kill();
    reap();
}

asio::awaitable<result<child_process::outcome>> child_process::run(
    std::vector<std::string> command, limits most, std::shared_ptr<time_source> time)
{
    const auto executor = co_await asio::this_coro::executor;
    const std::shared_ptr<child_process> child(new child_process(asio::make_strand(executor), most));
    const killing whatever_happens(child);
    if (auto why = child->start(command))
        co_return *why;
    asio::dispatch(child->strand_, [child, time] { child->watch(time); });
    co_await child->over_.wait();
    if (!child->over_.is_set())
        co_return make_error(errc::canceled, "waiting for a program");
    if (child->failure_)
        co_return *child->failure_;
    co_return std::move(child->outcome_);
}

std::optional<error> child_process::start(const std::vector<std::string>& command)
{
    auto begun = spawn(command);
    if (!begun)
        return begun.error();
    {
        const std::lock_guard lock(mutex_);
        pid_ = begun->pid;
    }
    boost::system::error_code failed;
    const auto take = [&failed](descriptor& to, unique_descriptor& from) {
        if (!failed && from)
            to.assign(from.get(), failed);
        if (!failed)
            from.release();
    };
    take(output_, begun->output);
    take(errors_, begun->errors);
    take(exit_, begun->exit);
    if (!failed)
        output_.non_blocking(true, failed);
    if (!failed)
        errors_.non_blocking(true, failed);
    if (!failed)
        return std::nullopt;
    error_details details;
    details.what = "a program can't be watched";
    details.cause = failed;
    return error(errc::credential_failed, std::move(details));
}

void child_process::watch(const std::shared_ptr<time_source>& time)
{
    const auto on_due = [weak = weak_from_this(), limit = limits_.time] {
        if (const auto self = weak.lock())
            self->finish(make_error(
                errc::deadline_exceeded,
                "the program did not end within " +
                    std::to_string(std::chrono::duration_cast<std::chrono::seconds>(limit).count()) + " s"));
    };
    deadline_ = time->async_wait_until(
        transport::deadline::after(time->now_boottime(), limits_.time), strand_, on_due);
    wait_for(output_, &child_process::on_output);
    wait_for(errors_, &child_process::on_errors);
    if (exit_.is_open())
        wait_for(exit_, &child_process::on_exit);
}

// Only waits: it is read on the strand, so that what is left at the program's end is read once and in order.
void child_process::wait_for(descriptor& what, void (child_process::*then)())
{
    what.async_wait(
        descriptor::wait_read, [self = shared_from_this(), then](const boost::system::error_code& failed) {
            if (!failed)
                (self.get()->*then)();
        });
}

void child_process::on_output()
{
    if (!output_.is_open())
        return;
    const bool more = drain(output_, outcome_.output, limits_.output + 1);
    if (auto why = too_much())
        finish(std::move(why));
    else if (more)
        wait_for(output_, &child_process::on_output);
    else if (!exit_.is_open() && !errors_.is_open())
        on_exit();
}

void child_process::on_errors()
{
    if (!errors_.is_open())
        return;
    if (drain(errors_, outcome_.errors, limits_.errors))
        wait_for(errors_, &child_process::on_errors);
    else if (!exit_.is_open() && !output_.is_open())
        on_exit();
}

void child_process::on_exit()
{
    // Asio may wake a wait for nothing: events that several threads fetched can reach a descriptor's
    // successor.
    if (exit_.is_open() && is_running()) {
        wait_for(exit_, &child_process::on_exit);
        return;
    }
    if (output_.is_open())
        drain(output_, outcome_.output, limits_.output + 1);
    if (errors_.is_open())
        drain(errors_, outcome_.errors, limits_.errors);
    reap();
    finish(too_much());
}

// Reads what is there, but not for ever. What exceeds `most` is dropped. False at the end, which closes it.
bool child_process::drain(descriptor& from, wire::wiping_string& to, std::size_t most)
{
    constexpr int longest = 64;
    wire::wiping_string piece(4096, '\0');
    for (int turn = 0; turn < longest; ++turn) {
        const auto size = ::read(from.native_handle(), piece.data(), piece.size());
        if (size < 0 && errno == EINTR)
            continue;
        if (size < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
            break;
        if (size <= 0) {
            boost::system::error_code ignored;
            from.close(ignored);
            return false;
        }
        to.append(piece, 0, std::min(static_cast<std::size_t>(size), most - to.size()));
    }
    return true;
}

std::optional<error> child_process::too_much() const
{
    if (outcome_.output.size() <= limits_.output)
        return std::nullopt;
    return make_error(
        errc::credential_failed, "the program wrote more than " + std::to_string(limits_.output) + " bytes");
}

void child_process::finish(std::optional<error> why)
{
    if (over_.is_set())
        return;
    failure_ = std::move(why);
    deadline_.reset();
    boost::system::error_code ignored;
    output_.close(ignored);
    errors_.close(ignored);
    if (failure_)
        kill(); // on_exit() comes yet, and reaps it
    over_.set();
}

// The group, too, as long as its leader is there to keep the number from being used again.
void child_process::kill() noexcept
{
    const std::lock_guard lock(mutex_);
    siginfo_t seen = {};
    if (pid_ > 0 && ::waitid(P_PID, static_cast<id_t>(pid_), &seen, WEXITED | WNOHANG | WNOWAIT) == 0)
        ::kill(-pid_, SIGKILL);
}

bool child_process::is_running() noexcept
{
    const std::lock_guard lock(mutex_);
    siginfo_t seen = {};
    return pid_ > 0 && ::waitid(P_PID, static_cast<id_t>(pid_), &seen, WEXITED | WNOHANG | WNOWAIT) == 0 &&
           seen.si_pid == 0;
}

void child_process::reap() noexcept
{
    const std::lock_guard lock(mutex_);
    if (pid_ <= 0)
        return;
    int status = 0;
    pid_t ended = 0;
    do
        ended = ::waitpid(pid_, &status, 0);
    while (ended < 0 && errno == EINTR);
    if (ended == pid_)
        outcome_.status = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
    pid_ = -1;
}

} // namespace acs::entra
