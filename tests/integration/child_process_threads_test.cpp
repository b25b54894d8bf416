#include "entra/child_process.hpp"

#include <acs/manual_clock.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>
#include <cerrno>
#include <doctest/doctest.h>
#include <memory>
#include <string>
#include <sys/wait.h>
#include <thread>
#include <vector>

using namespace acs;
using entra::child_process;
namespace asio = boost::asio;

namespace {

// A coroutine that waits for a program, on a strand of its own, and what became of it.
struct waiting
{
    explicit waiting(asio::thread_pool& threads) : strand(asio::make_strand(threads)) {}

    void start(std::vector<std::string> command, const std::shared_ptr<time_source>& time)
    {
        asio::co_spawn(
            strand, child_process::run(std::move(command), child_process::limits(), time),
            asio::bind_cancellation_slot(
                cancel.slot(), [this](std::exception_ptr thrown, result<child_process::outcome> ended) {
                    if (thrown)
                        code = errc::internal;
                    else if (!ended)
                        code = static_cast<errc>(ended.error().code().value());
                    else
                        output = std::string(ended->output);
                }));
    }

    asio::strand<asio::thread_pool::executor_type> strand;
    asio::cancellation_signal cancel;
    errc code{};
    std::string output;
};

} // namespace

TEST_CASE("child processes on several threads: some end, some are cancelled, some are late")
{
    constexpr int rounds = 20;
    const auto clock = std::make_shared<manual_clock>();
    for (int round = 0; round < rounds; ++round) {
        asio::thread_pool threads(4);
        std::vector<std::unique_ptr<waiting>> all;
        for (int i = 0; i < 9; ++i)
            all.push_back(std::make_unique<waiting>(threads));
        for (std::size_t i = 0; i < all.size(); ++i) {
            waiting& one = *all[i];
            if (i % 3 == 0) {
                one.start({"/bin/echo", "done"}, time_source::system());
            } else if (i % 3 == 1) {
                one.start({"/bin/sh", "-c", "kill -STOP $$"}, time_source::system());
                asio::post(one.strand, [&one] { one.cancel.emit(asio::cancellation_type::terminal); });
            } else {
                one.start({"/bin/sh", "-c", "kill -STOP $$"}, clock);
            }
        }
        while (clock->pending() < 3)
            std::this_thread::yield();
        clock->advance(std::chrono::seconds(13));
        threads.join();
        for (std::size_t i = 0; i < all.size(); ++i) {
            CAPTURE(i);
            CHECK(
                all[i]->code == (i % 3 == 0   ? errc()
                                 : i % 3 == 1 ? errc::canceled
                                              : errc::deadline_exceeded));
            CHECK(all[i]->output == (i % 3 == 0 ? "done\n" : ""));
        }
    }
    CHECK(::waitpid(-1, nullptr, WNOHANG) == -1);
    CHECK(errno == ECHILD);
}
